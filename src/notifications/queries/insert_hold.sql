-- Holding twice is holding once.
INSERT INTO mail_hold (hold_key) VALUES (:hold_key) ON CONFLICT (hold_key) DO NOTHING
