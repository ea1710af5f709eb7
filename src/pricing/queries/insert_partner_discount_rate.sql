-- One rate of a set.
INSERT INTO partner_discount_rate (discount_id, kind, product_id, product_group_id, basis_points)
VALUES (:discount_id, :kind, :product_id, :product_group_id, :basis_points)
