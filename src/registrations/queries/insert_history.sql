-- One change of state.
INSERT INTO registration_history (registration_id, sequence, at_us, event, from_status, to_status, origin_kind, origin_id, origin_name, origin_address, reason_code, reason, facts)
VALUES (:registration_id, :sequence, :at_us, :event, :from_status, :to_status, :origin_kind, :origin_id, :origin_name, :origin_address, :reason_code, :reason, :facts)
