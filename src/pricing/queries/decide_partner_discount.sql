-- Approves, rejects or withdraws what nobody decided yet.
UPDATE partner_discount SET decision = :decision, effective_from_us = :effective_from_us, effective_until_us = :effective_until_us,
  decided_kind = :decided_kind, decided_id = :decided_id, decided_name = :decided_name, decided_at_us = :decided_at_us, reason = :reason,
  version = version + 1
WHERE id = :id AND decision = 'pending'
