-- Discounts of which rates began or ended, not told yet.
-- variant what.began   moment = effective_from_us  | told = began_told
-- variant what.ended   moment = effective_until_us | told = ended_told
SELECT DISTINCT discount_id, partner_id, account_id FROM customer_discount_rate
WHERE NOT {told} AND {moment} <= :now
ORDER BY discount_id LIMIT :limit
