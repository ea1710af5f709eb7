-- Closes a request that still waits.
UPDATE credit_request
SET state = :state, decided_kind = :decided_kind, decided_id = :decided_id, decided_name = :decided_name, decided_at_us = :decided_at_us,
  reason = :reason, transaction_id = :transaction_id, version = version + 1
WHERE id = :id AND state = 'pending_approval'
