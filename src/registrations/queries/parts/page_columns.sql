-- What is shown of a registration, in the order in which paged_of reads it; names are looked up apart, since
-- a page has few of them. That a mail was cancelled matters only while its link is waited for.
registration.id, registration.partner_id, registration.account_id, registration.email,
  registration.account_name, registration.friendly_name, registration.role, registration.owner_id,
  registration.status, registration.registered_at_us, registration.expires_at_us,
  registration.customer_decided_at_us, registration.provider_decided_at_us,
  registration.confirmed_at_us, registration.due_at_us, registration.reason_code,
  registration.reason, registration.unmet_rules, registration.consent_wrong_codes,
  registration.version,
  CASE WHEN outbox.last_reply = 'cancelled' AND registration.status <> 'pending_customer' THEN NULL
    ELSE outbox.state END AS mail_state,
  COALESCE(outbox.sent_at_us, outbox.attempted_at_us, outbox.created_at_us) AS mail_at_us,
  registration.sort_name
