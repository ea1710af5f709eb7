-- A new mail waits from the start when its key is held.
INSERT INTO outbox (id, recipient, language, languages, template, places, link_path, link_purpose,
                    link_subject, link_nonce, about, hold_key, held, per_day, cap_key, state, attempts,
                    next_attempt_at_us, lease_until_us, last_reply, created_at_us)
VALUES (:id, :recipient, :language, :languages, :template, :places, :link_path, :link_purpose,
        :link_subject, :link_nonce, :about, :hold_key,
        EXISTS (SELECT 1 FROM mail_hold WHERE mail_hold.hold_key = :hold_key), :per_day, :cap_key,
        'queued', 0, :now, 0, '', :now)
