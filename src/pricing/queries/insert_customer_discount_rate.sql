-- One rate of it.
INSERT INTO customer_discount_rate (discount_id, partner_id, account_id, product_id, product_group_id, basis_points, effective_from_us, effective_until_us, end_reason, changed_at_us, began_told, ended_told, end_notice_told, rise_notice_told)
VALUES (:discount_id, :partner_id, :account_id, :product_id, :product_group_id, :basis_points, :effective_from_us, :effective_until_us, 'as_set', :now, FALSE, FALSE, FALSE, FALSE)
