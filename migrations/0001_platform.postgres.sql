-- SQLite's typeof(), so that a CHECK (typeof(amount_minor) = 'integer') stands in shared files:
-- SQLite would store 'abc' in a BIGINT column, PostgreSQL refuses it anyway.
CREATE FUNCTION typeof(BIGINT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN $1 IS NULL THEN 'null' ELSE 'integer' END $$;
CREATE FUNCTION typeof(BOOLEAN) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN $1 IS NULL THEN 'null' ELSE 'integer' END $$;
CREATE FUNCTION typeof(TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN $1 IS NULL THEN 'null' ELSE 'text' END $$;

-- For append-only tables; see migrations/README.md.
CREATE FUNCTION refuse_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append only' USING
    ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
