-- One set of a partner.
SELECT d.id, d.partner_id, d.decision, d.starts_on, d.effective_from_us, d.effective_until_us, d.asked_kind, d.asked_id, d.asked_name, d.asked_at_us, d.due_at_us, d.decided_kind, d.decided_id, d.decided_name, d.decided_at_us, d.reason, d.version
FROM partner_discount d WHERE d.id = :id
