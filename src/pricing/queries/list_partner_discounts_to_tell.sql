-- Sets that began or ended, not told yet.
-- variant what.began   moment = effective_from_us  | told = began_told
-- variant what.ended   moment = effective_until_us | told = ended_told
SELECT id FROM partner_discount
WHERE decision = 'approved' AND NOT {told} AND {moment} <= :now
ORDER BY {moment}, id LIMIT :limit
