-- Where the next set begins.
SELECT MIN(effective_from_us) AS at_us FROM partner_discount
WHERE partner_id = :partner_id AND decision = 'approved' AND effective_from_us > :at
  AND (effective_until_us IS NULL OR effective_until_us > effective_from_us)
