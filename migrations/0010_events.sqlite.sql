-- `sequence` is the order in which transactions drew it, not the order in which they became visible. A
-- reader that went by it could miss a row whose transaction ended late. So a row gets its `place` only
-- once it is visible, counted from 1 without a gap; nothing else of it ever changes.
CREATE TABLE event (
  sequence INTEGER NOT NULL CONSTRAINT event_pkey PRIMARY KEY AUTOINCREMENT,
  place BIGINT,
  at_us BIGINT NOT NULL,
  type TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  account_id TEXT,
  registration_id TEXT,
  external_id TEXT,
  movement TEXT,
  discount_id TEXT,
  CONSTRAINT event_place_check CHECK (place >= 1)
);
CREATE UNIQUE INDEX event_place_key ON event (place);
CREATE INDEX event_without_place ON event (sequence) WHERE place IS NULL;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
WHEN OLD.place IS NOT NULL OR NEW.place IS NULL OR OLD.sequence <> NEW.sequence OR OLD.at_us <> NEW.at_us OR OLD.type <> NEW.type
  OR OLD.partner_id <> NEW.partner_id OR OLD.account_id IS NOT NEW.account_id OR OLD.registration_id IS NOT NEW.registration_id
  OR OLD.external_id IS NOT NEW.external_id OR OLD.movement IS NOT NEW.movement OR OLD.discount_id IS NOT NEW.discount_id
BEGIN SELECT RAISE(ABORT, 'event_append_only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'event_append_only'); END;
