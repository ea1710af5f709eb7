CREATE TRIGGER list_price_keeps BEFORE UPDATE ON list_price FOR EACH ROW
WHEN (OLD.replaced_at_us IS NOT NULL OR NEW.replaced_at_us IS NULL OR NEW.id <> OLD.id OR NEW.product_id <> OLD.product_id
  OR NEW.product_group_id <> OLD.product_group_id OR NEW.amount <> OLD.amount OR NEW.currency <> OLD.currency
  OR NEW.tax_rate_bp <> OLD.tax_rate_bp OR NEW.tax_included <> OLD.tax_included OR NEW.effective_from <> OLD.effective_from)
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER list_price_append_only BEFORE DELETE OR TRUNCATE ON list_price
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER partner_discount_keeps BEFORE UPDATE ON partner_discount FOR EACH ROW
WHEN (NEW.id <> OLD.id OR NEW.partner_id <> OLD.partner_id OR NEW.starts_on <> OLD.starts_on OR NEW.asked_at_us <> OLD.asked_at_us
  OR (OLD.decision <> 'pending' AND (NEW.decision <> OLD.decision OR NEW.decided_at_us IS DISTINCT FROM OLD.decided_at_us
    OR NEW.effective_from_us IS DISTINCT FROM OLD.effective_from_us
    OR (OLD.effective_until_us IS NOT NULL AND (NEW.effective_until_us IS NULL OR NEW.effective_until_us > OLD.effective_until_us)))))
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER partner_discount_append_only BEFORE DELETE OR TRUNCATE ON partner_discount
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE FUNCTION refuse_partner_discount_overlap() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM partner_discount d
    WHERE d.partner_id = NEW.partner_id AND d.id <> NEW.id AND d.decision = 'approved'
      AND (d.effective_until_us IS NULL OR d.effective_until_us > NEW.effective_from_us)
      AND (NEW.effective_until_us IS NULL OR NEW.effective_until_us > d.effective_from_us)
      AND (d.effective_until_us IS NULL OR d.effective_until_us > d.effective_from_us)
      AND (NEW.effective_until_us IS NULL OR NEW.effective_until_us > NEW.effective_from_us)) THEN
    RAISE EXCEPTION 'overlap' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'partner_discount_overlap';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER partner_discount_no_overlap BEFORE INSERT OR UPDATE ON partner_discount FOR EACH ROW
WHEN (NEW.decision = 'approved') EXECUTE FUNCTION refuse_partner_discount_overlap();

CREATE FUNCTION refuse_rate_of_decided() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT decision FROM partner_discount WHERE id = NEW.discount_id) <> 'pending' THEN
    RAISE EXCEPTION 'append only' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'partner_discount_rate_append_only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER partner_discount_rate_of_pending BEFORE INSERT ON partner_discount_rate
FOR EACH ROW EXECUTE FUNCTION refuse_rate_of_decided();
CREATE TRIGGER partner_discount_rate_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON partner_discount_rate
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER customer_discount_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON customer_discount
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_customer_discount_rate() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.effective_from_us < NEW.changed_at_us THEN
    RAISE EXCEPTION 'back-dated' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'customer_discount_rate_back_dated';
  END IF;
  IF EXISTS (SELECT 1 FROM customer_discount_rate r
    WHERE r.account_id = NEW.account_id AND r.partner_id = NEW.partner_id
      AND r.product_id = NEW.product_id AND r.product_group_id = NEW.product_group_id
      AND r.effective_until_us > NEW.effective_from_us AND r.effective_from_us < NEW.effective_until_us
      AND r.effective_until_us > r.effective_from_us) THEN
    RAISE EXCEPTION 'overlap' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'customer_discount_rate_overlap';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER customer_discount_rate_sound BEFORE INSERT ON customer_discount_rate
FOR EACH ROW EXECUTE FUNCTION refuse_customer_discount_rate();
CREATE TRIGGER customer_discount_rate_keeps BEFORE UPDATE ON customer_discount_rate FOR EACH ROW
WHEN (NEW.discount_id <> OLD.discount_id OR NEW.partner_id <> OLD.partner_id OR NEW.account_id <> OLD.account_id
  OR NEW.product_id <> OLD.product_id OR NEW.product_group_id <> OLD.product_group_id OR NEW.basis_points <> OLD.basis_points
  OR NEW.effective_from_us <> OLD.effective_from_us OR NEW.effective_until_us > OLD.effective_until_us
  OR (NEW.effective_until_us <> OLD.effective_until_us AND NEW.effective_until_us < NEW.changed_at_us) OR NEW.changed_at_us < OLD.changed_at_us)
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER customer_discount_rate_append_only BEFORE DELETE OR TRUNCATE ON customer_discount_rate
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
