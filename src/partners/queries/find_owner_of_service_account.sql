-- Whose own service account this address is.
SELECT partner_id FROM partner_service_account WHERE email = :email
