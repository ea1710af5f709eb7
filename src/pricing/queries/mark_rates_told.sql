-- They are told.
-- variant what.began   moment = effective_from_us  | told = began_told
-- variant what.ended   moment = effective_until_us | told = ended_told
UPDATE customer_discount_rate SET {told} = TRUE
WHERE discount_id = :discount_id AND NOT {told} AND {moment} <= :now
