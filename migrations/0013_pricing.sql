-- What the provider sells.
CREATE TABLE product (
  id TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  search_text TEXT NOT NULL,
  created_at_us BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT product_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX product_code ON product (code);
CREATE INDEX product_by_name ON product (sort_name, id);

-- A part of a product.
CREATE TABLE product_group (
  id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at_us BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT product_group_pkey PRIMARY KEY (id),
  CONSTRAINT product_group_product_fkey FOREIGN KEY (product_id) REFERENCES product (id)
);
CREATE UNIQUE INDEX product_group_code ON product_group (product_id, code);

-- From a day on, until the next one of the same product or group ('' for the whole product) and currency.
-- A price whose day has not come may be replaced, and stays on record.
CREATE TABLE list_price (
  id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  product_group_id TEXT NOT NULL,
  amount TEXT NOT NULL,
  currency TEXT NOT NULL,
  tax_rate_bp BIGINT NOT NULL,
  tax_included BOOLEAN NOT NULL,
  effective_from TEXT NOT NULL,
  created_at_us BIGINT NOT NULL,
  replaced_at_us BIGINT,
  CONSTRAINT list_price_pkey PRIMARY KEY (id),
  CONSTRAINT list_price_product_fkey FOREIGN KEY (product_id) REFERENCES product (id),
  CONSTRAINT list_price_tax_check CHECK (tax_rate_bp BETWEEN 0 AND 10000 AND typeof(tax_rate_bp) = 'integer')
);
CREATE UNIQUE INDEX list_price_day ON list_price (product_id, product_group_id, currency, effective_from) WHERE replaced_at_us IS NULL;

-- Another number after each change of a partner's discounts ('' as account), or of those of one customer.
CREATE TABLE discount_set (
  partner_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT discount_set_pkey PRIMARY KEY (partner_id, account_id),
  CONSTRAINT discount_set_partner_fkey FOREIGN KEY (partner_id) REFERENCES partner (id)
);

-- What a partner pays less: a whole set of rates, from a moment until the next set takes over.
CREATE TABLE partner_discount (
  id TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  decision TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  effective_from_us BIGINT,
  effective_until_us BIGINT,
  asked_kind TEXT NOT NULL,
  asked_id TEXT NOT NULL,
  asked_name TEXT NOT NULL,
  asked_at_us BIGINT NOT NULL,
  due_at_us BIGINT,
  decided_kind TEXT,
  decided_id TEXT,
  decided_name TEXT,
  decided_at_us BIGINT,
  reason TEXT,
  began_told BOOLEAN NOT NULL,
  ended_told BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT partner_discount_pkey PRIMARY KEY (id),
  CONSTRAINT partner_discount_partner_fkey FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT partner_discount_decision_check CHECK (decision IN ('pending', 'approved', 'rejected', 'withdrawn')),
  CONSTRAINT partner_discount_decided_check CHECK ((decision = 'pending') = (decided_at_us IS NULL)),
  CONSTRAINT partner_discount_approved_check CHECK ((decision = 'approved') = (effective_from_us IS NOT NULL) AND (decision = 'approved' OR effective_until_us IS NULL)),
  CONSTRAINT partner_discount_not_back_dated CHECK (effective_from_us >= decided_at_us),
  CONSTRAINT partner_discount_order_check CHECK (effective_until_us >= effective_from_us)
);
CREATE UNIQUE INDEX partner_discount_pending ON partner_discount (partner_id) WHERE decision = 'pending';
CREATE INDEX partner_discount_of_partner ON partner_discount (partner_id, id);
CREATE INDEX partner_discount_effective ON partner_discount (partner_id, effective_from_us) WHERE decision = 'approved';
CREATE INDEX partner_discount_to_begin ON partner_discount (effective_from_us, id) WHERE decision = 'approved' AND NOT began_told;
CREATE INDEX partner_discount_to_end ON partner_discount (effective_until_us, id) WHERE decision = 'approved' AND NOT ended_told;

-- What was asked for, and what was granted.
CREATE TABLE partner_discount_rate (
  discount_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  product_id TEXT NOT NULL,
  product_group_id TEXT NOT NULL,
  basis_points BIGINT NOT NULL,
  CONSTRAINT partner_discount_rate_pkey PRIMARY KEY (discount_id, kind, product_id, product_group_id),
  CONSTRAINT partner_discount_rate_discount_fkey FOREIGN KEY (discount_id) REFERENCES partner_discount (id),
  CONSTRAINT partner_discount_rate_product_fkey FOREIGN KEY (product_id) REFERENCES product (id),
  CONSTRAINT partner_discount_rate_kind_check CHECK (kind IN ('asked', 'granted')),
  CONSTRAINT partner_discount_rate_check CHECK (basis_points BETWEEN 0 AND 10000 AND typeof(basis_points) = 'integer')
);

-- A whole set is read at once, in this order.
CREATE INDEX partner_discount_rate_of_set ON partner_discount_rate (discount_id, kind, product_id, product_group_id, basis_points);

-- What a customer pays less, as it was set.
CREATE TABLE customer_discount (
  id TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  below_cost_reason TEXT,
  set_kind TEXT NOT NULL,
  set_id TEXT NOT NULL,
  set_name TEXT NOT NULL,
  set_at_us BIGINT NOT NULL,
  CONSTRAINT customer_discount_pkey PRIMARY KEY (id),
  CONSTRAINT customer_discount_partner_fkey FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT customer_discount_account_fkey FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT customer_discount_days_check CHECK (to_day >= from_day)
);
CREATE INDEX customer_discount_of_account ON customer_discount (partner_id, account_id, id);

-- When each rate of it holds. What replaces one cuts its end, never its beginning.
CREATE TABLE customer_discount_rate (
  discount_id TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  product_group_id TEXT NOT NULL,
  basis_points BIGINT NOT NULL,
  effective_from_us BIGINT NOT NULL,
  effective_until_us BIGINT NOT NULL,
  end_reason TEXT NOT NULL,
  changed_at_us BIGINT NOT NULL,
  began_told BOOLEAN NOT NULL,
  ended_told BOOLEAN NOT NULL,
  end_notice_told BOOLEAN NOT NULL,
  rise_notice_told BOOLEAN NOT NULL,
  CONSTRAINT customer_discount_rate_pkey PRIMARY KEY (discount_id, product_id, product_group_id),
  CONSTRAINT customer_discount_rate_discount_fkey FOREIGN KEY (discount_id) REFERENCES customer_discount (id),
  CONSTRAINT customer_discount_rate_product_fkey FOREIGN KEY (product_id) REFERENCES product (id),
  CONSTRAINT customer_discount_rate_end_check CHECK (end_reason IN ('as_set', 'replaced', 'customer_left')),
  CONSTRAINT customer_discount_rate_order_check CHECK (effective_until_us >= effective_from_us),
  CONSTRAINT customer_discount_rate_check CHECK (basis_points BETWEEN 0 AND 10000 AND typeof(basis_points) = 'integer')
);
CREATE INDEX customer_discount_rate_of_account ON customer_discount_rate (account_id, partner_id, effective_until_us, effective_from_us, product_id, product_group_id, basis_points);
CREATE INDEX customer_discount_rate_to_begin ON customer_discount_rate (effective_from_us, discount_id) WHERE NOT began_told;
CREATE INDEX customer_discount_rate_to_end ON customer_discount_rate (effective_until_us, discount_id) WHERE NOT ended_told;
CREATE INDEX customer_discount_rate_end_near ON customer_discount_rate (effective_until_us, discount_id) WHERE NOT end_notice_told;
CREATE INDEX customer_discount_rate_rise_near ON customer_discount_rate (effective_until_us, discount_id) WHERE NOT rise_notice_told;
