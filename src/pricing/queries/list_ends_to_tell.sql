-- Moments near at hand at which rates that hold end, not told yet.
-- variant whom.partner    told = end_notice_told
-- variant whom.customer   told = rise_notice_told
SELECT DISTINCT partner_id, account_id, effective_until_us FROM customer_discount_rate
WHERE NOT {told} AND effective_until_us > :now AND effective_until_us <= :before AND effective_from_us <= :now
ORDER BY effective_until_us, account_id LIMIT :limit
