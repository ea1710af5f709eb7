-- One of a partner's own service accounts.
INSERT INTO partner_service_account (email, partner_id) VALUES (:email, :partner_id)
