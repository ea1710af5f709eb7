-- How many of them did hold.
-- variant what.began   moment = effective_from_us  | told = began_told
-- variant what.ended   moment = effective_until_us | told = ended_told
SELECT COUNT(*) FROM customer_discount_rate
WHERE discount_id = :discount_id AND NOT {told} AND {moment} <= :now AND effective_until_us > effective_from_us
