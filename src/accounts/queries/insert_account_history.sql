-- What an account became by one change.
INSERT INTO account_history (account_id, version, change, source, facts, at_us, origin_kind,
  origin_id, origin_name, origin_address)
VALUES (:account_id, :version, :change, :source, :facts, :at, :origin_kind, :origin_id,
  :origin_name, :origin_address)
