-- What held until later ends where the next set begins; what begins at the same moment never holds.
UPDATE partner_discount SET effective_until_us = :at, version = version + 1
WHERE partner_id = :partner_id AND decision = 'approved' AND effective_from_us <= :at
  AND (effective_until_us IS NULL OR effective_until_us > :at)
