-- When this customer last declined this partner.
SELECT MAX(customer_decided_at_us) AS declined_at_us
FROM registration
WHERE account_id = :account_id AND partner_id = :partner_id AND status = 'declined' AND customer_decided_at_us > :since_us
