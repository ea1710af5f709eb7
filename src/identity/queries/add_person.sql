-- Invited (without a password) or active (with one).
INSERT INTO person (id, side, partner_id, email, name, folded_name, language, state, password_hash,
                    invitation_nonce, invitation_expires_at_us, version, created_at_us)
VALUES (:id, :side, :partner_id, :email, :name, :folded_name, :language, :state, :password_hash,
        :invitation_nonce, :invitation_expires_at_us, 1, :now)
