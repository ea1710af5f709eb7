-- A new request.
INSERT INTO registration (id, partner_id, account_id, email, account_name, friendly_name, sort_name, role, owner_id, status, registered_at_us, expires_at_us, unmet_rules, consent_nonce, consent_sends, consent_text_version, consent_sent_at_us, consent_wrong_codes, retract_wrong_codes, reminders_sent, overdue_mailed, mail_id, version)
VALUES (:id, :partner_id, :account_id, :email, :account_name, :friendly_name, :sort_name, :role, :owner_id, :status, :registered_at_us, :expires_at_us, '', :consent_nonce, 1, :consent_text_version, :registered_at_us, 0, 0, 0, FALSE, :mail_id, 1)
