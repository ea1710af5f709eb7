-- Registrations that the provider keeps waiting longer than promised, not told yet.
SELECT id, partner_id, account_id, email, account_name, friendly_name, role, owner_id, status, registered_at_us, expires_at_us, customer_decided_at_us, provider_decided_at_us, confirmed_at_us, due_at_us, reason_code, reason, unmet_rules, superseded_by, consent_nonce, consent_sends, consent_text_version, consent_sent_at_us, consent_wrong_codes, retract_wrong_codes, reminders_sent, overdue_mailed, mail_id, version
FROM registration
WHERE status = 'pending_provider' AND due_at_us < :now_us AND overdue_mailed = FALSE
ORDER BY due_at_us, id
LIMIT :limit
