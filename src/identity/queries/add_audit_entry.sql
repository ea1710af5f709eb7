-- One row of the trail, in the transaction of the change.
INSERT INTO audit_entry (id, at_us, origin_kind, origin_id, origin_name, origin_address, change,
                         subject, partner_id, details)
VALUES (:id, :at_us, :origin_kind, :origin_id, :origin_name, :origin_address, :change, :subject,
        :partner_id, :details)
