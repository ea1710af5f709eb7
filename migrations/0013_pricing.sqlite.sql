CREATE TRIGGER list_price_keeps BEFORE UPDATE ON list_price
WHEN OLD.replaced_at_us IS NOT NULL OR NEW.replaced_at_us IS NULL OR NEW.id <> OLD.id OR NEW.product_id <> OLD.product_id
  OR NEW.product_group_id <> OLD.product_group_id OR NEW.amount <> OLD.amount OR NEW.currency <> OLD.currency
  OR NEW.tax_rate_bp <> OLD.tax_rate_bp OR NEW.tax_included <> OLD.tax_included OR NEW.effective_from <> OLD.effective_from
BEGIN SELECT RAISE(ABORT, 'list_price_append_only'); END;
CREATE TRIGGER list_price_no_delete BEFORE DELETE ON list_price
BEGIN SELECT RAISE(ABORT, 'list_price_append_only'); END;

CREATE TRIGGER partner_discount_keeps BEFORE UPDATE ON partner_discount
WHEN NEW.id <> OLD.id OR NEW.partner_id <> OLD.partner_id OR NEW.starts_on <> OLD.starts_on OR NEW.asked_at_us <> OLD.asked_at_us
  OR (OLD.decision <> 'pending' AND (NEW.decision <> OLD.decision OR NEW.decided_at_us IS NOT OLD.decided_at_us
    OR NEW.effective_from_us IS NOT OLD.effective_from_us
    OR (OLD.effective_until_us IS NOT NULL AND (NEW.effective_until_us IS NULL OR NEW.effective_until_us > OLD.effective_until_us))))
BEGIN SELECT RAISE(ABORT, 'partner_discount_append_only'); END;
CREATE TRIGGER partner_discount_no_delete BEFORE DELETE ON partner_discount
BEGIN SELECT RAISE(ABORT, 'partner_discount_append_only'); END;
CREATE TRIGGER partner_discount_no_overlap BEFORE UPDATE ON partner_discount
WHEN NEW.decision = 'approved' AND EXISTS (SELECT 1 FROM partner_discount d
  WHERE d.partner_id = NEW.partner_id AND d.id <> NEW.id AND d.decision = 'approved'
    AND (d.effective_until_us IS NULL OR d.effective_until_us > NEW.effective_from_us)
    AND (NEW.effective_until_us IS NULL OR NEW.effective_until_us > d.effective_from_us)
    AND (d.effective_until_us IS NULL OR d.effective_until_us > d.effective_from_us)
    AND (NEW.effective_until_us IS NULL OR NEW.effective_until_us > NEW.effective_from_us))
BEGIN SELECT RAISE(ABORT, 'partner_discount_overlap'); END;
CREATE TRIGGER partner_discount_no_new_overlap BEFORE INSERT ON partner_discount
WHEN NEW.decision = 'approved' AND EXISTS (SELECT 1 FROM partner_discount d
  WHERE d.partner_id = NEW.partner_id AND d.id <> NEW.id AND d.decision = 'approved'
    AND (d.effective_until_us IS NULL OR d.effective_until_us > NEW.effective_from_us)
    AND (NEW.effective_until_us IS NULL OR NEW.effective_until_us > d.effective_from_us)
    AND (d.effective_until_us IS NULL OR d.effective_until_us > d.effective_from_us)
    AND (NEW.effective_until_us IS NULL OR NEW.effective_until_us > NEW.effective_from_us))
BEGIN SELECT RAISE(ABORT, 'partner_discount_overlap'); END;

CREATE TRIGGER partner_discount_rate_of_pending BEFORE INSERT ON partner_discount_rate
WHEN (SELECT decision FROM partner_discount WHERE id = NEW.discount_id) <> 'pending'
BEGIN SELECT RAISE(ABORT, 'partner_discount_rate_append_only'); END;
CREATE TRIGGER partner_discount_rate_no_update BEFORE UPDATE ON partner_discount_rate
BEGIN SELECT RAISE(ABORT, 'partner_discount_rate_append_only'); END;
CREATE TRIGGER partner_discount_rate_no_delete BEFORE DELETE ON partner_discount_rate
BEGIN SELECT RAISE(ABORT, 'partner_discount_rate_append_only'); END;

CREATE TRIGGER customer_discount_no_update BEFORE UPDATE ON customer_discount
BEGIN SELECT RAISE(ABORT, 'customer_discount_append_only'); END;
CREATE TRIGGER customer_discount_no_delete BEFORE DELETE ON customer_discount
BEGIN SELECT RAISE(ABORT, 'customer_discount_append_only'); END;

CREATE TRIGGER customer_discount_rate_not_back_dated BEFORE INSERT ON customer_discount_rate
WHEN NEW.effective_from_us < NEW.changed_at_us
BEGIN SELECT RAISE(ABORT, 'customer_discount_rate_back_dated'); END;
CREATE TRIGGER customer_discount_rate_no_overlap BEFORE INSERT ON customer_discount_rate
WHEN EXISTS (SELECT 1 FROM customer_discount_rate r
  WHERE r.account_id = NEW.account_id AND r.partner_id = NEW.partner_id AND r.product_id = NEW.product_id AND r.product_group_id = NEW.product_group_id
    AND r.effective_until_us > NEW.effective_from_us AND r.effective_from_us < NEW.effective_until_us AND r.effective_until_us > r.effective_from_us)
BEGIN SELECT RAISE(ABORT, 'customer_discount_rate_overlap'); END;
CREATE TRIGGER customer_discount_rate_keeps BEFORE UPDATE ON customer_discount_rate
WHEN NEW.discount_id <> OLD.discount_id OR NEW.partner_id <> OLD.partner_id OR NEW.account_id <> OLD.account_id
  OR NEW.product_id <> OLD.product_id OR NEW.product_group_id <> OLD.product_group_id OR NEW.basis_points <> OLD.basis_points
  OR NEW.effective_from_us <> OLD.effective_from_us OR NEW.effective_until_us > OLD.effective_until_us
  OR (NEW.effective_until_us <> OLD.effective_until_us AND NEW.effective_until_us < NEW.changed_at_us) OR NEW.changed_at_us < OLD.changed_at_us
BEGIN SELECT RAISE(ABORT, 'customer_discount_rate_append_only'); END;
CREATE TRIGGER customer_discount_rate_no_delete BEFORE DELETE ON customer_discount_rate
BEGIN SELECT RAISE(ABORT, 'customer_discount_rate_append_only'); END;
