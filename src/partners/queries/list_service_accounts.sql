-- A partner's own service accounts.
SELECT email FROM partner_service_account WHERE partner_id = :partner_id ORDER BY email
