-- A try to sign in that was judged.
INSERT INTO sign_in (email_hash, at_us, outcome, address, user_agent)
VALUES (:email_hash, :now, :outcome, :address, :user_agent)
