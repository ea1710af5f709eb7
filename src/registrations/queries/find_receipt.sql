-- The receipt of one registration.
SELECT id, agreed_at_us, text_version, language, address, statement, hash
FROM consent_receipt
WHERE registration_id = :registration_id
