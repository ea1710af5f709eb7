-- It is told.
-- variant what.began   told = began_told
-- variant what.ended   told = ended_told
UPDATE partner_discount SET {told} = TRUE WHERE id = :id
