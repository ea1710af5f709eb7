-- What the customer agreed to.
INSERT INTO consent_receipt (id, registration_id, agreed_at_us, text_version, language, address, statement, hash)
VALUES (:id, :registration_id, :agreed_at_us, :text_version, :language, :address, :statement, :hash)
