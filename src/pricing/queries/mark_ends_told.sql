-- They are told.
-- variant whom.partner    told = end_notice_told
-- variant whom.customer   told = rise_notice_told
UPDATE customer_discount_rate SET {told} = TRUE
WHERE account_id = :account_id AND partner_id = :partner_id AND effective_until_us = :at AND NOT {told} AND effective_from_us <= :now
