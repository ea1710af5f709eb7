-- Everything that may change, if nobody changed it meanwhile.
UPDATE registration
SET account_name = :account_name, friendly_name = :friendly_name, sort_name = :sort_name, role = :role, owner_id = :owner_id, status = :status,
  customer_decided_at_us = :customer_decided_at_us, provider_decided_at_us = :provider_decided_at_us,
  confirmed_at_us = :confirmed_at_us, due_at_us = :due_at_us, reason_code = :reason_code, reason = :reason,
  unmet_rules = :unmet_rules, superseded_by = :superseded_by, consent_sends = :consent_sends,
  consent_text_version = :consent_text_version, consent_sent_at_us = :consent_sent_at_us,
  consent_wrong_codes = :consent_wrong_codes, retract_wrong_codes = :retract_wrong_codes,
  reminders_sent = :reminders_sent, overdue_mailed = :overdue_mailed, mail_id = :mail_id, version = version + 1
WHERE id = :id AND version = :version
