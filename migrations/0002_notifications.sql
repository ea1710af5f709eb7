-- The outbox, and the keys whose mails wait. A link and a code are not stored: link_purpose,
-- link_subject and link_nonce are what they derive from.

CREATE TABLE outbox (
  id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  language TEXT NOT NULL,
  languages TEXT NOT NULL,
  template TEXT NOT NULL,
  places TEXT NOT NULL,
  link_path TEXT,
  link_purpose TEXT,
  link_subject TEXT,
  link_nonce TEXT,
  about TEXT NOT NULL,
  hold_key TEXT NOT NULL,
  held BOOLEAN NOT NULL,
  per_day BIGINT,
  cap_key TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  next_attempt_at_us BIGINT NOT NULL,
  first_attempt_at_us BIGINT,
  attempted_at_us BIGINT,
  lease_until_us BIGINT NOT NULL,
  last_reply TEXT NOT NULL,
  created_at_us BIGINT NOT NULL,
  sent_at_us BIGINT,
  CONSTRAINT outbox_pk PRIMARY KEY (id),
  CONSTRAINT outbox_language_known CHECK (language IN ('vi', 'en')),
  CONSTRAINT outbox_languages_known CHECK (languages IN ('one', 'both')),
  CONSTRAINT outbox_state_known CHECK (state IN ('queued', 'sent', 'failed', 'shown')),
  CONSTRAINT outbox_sent_at CHECK ((state IN ('sent', 'shown')) = (sent_at_us IS NOT NULL)),
  CONSTRAINT outbox_link_whole CHECK (
    (link_path IS NULL) = (link_purpose IS NULL) AND (link_path IS NULL) = (link_subject IS NULL)
    AND (link_path IS NULL) = (link_nonce IS NULL)),
  CONSTRAINT outbox_per_day_positive CHECK (per_day IS NULL OR per_day > 0)
);

CREATE INDEX outbox_due ON outbox (next_attempt_at_us, id) WHERE state = 'queued' AND held = FALSE;
CREATE INDEX outbox_tried ON outbox (attempted_at_us)
  WHERE state = 'queued' AND held = FALSE AND attempted_at_us IS NOT NULL;
CREATE INDEX outbox_unsent ON outbox (id) WHERE state IN ('queued', 'failed');
CREATE INDEX outbox_of_recipient ON outbox (recipient, id);
CREATE INDEX outbox_about ON outbox (about) WHERE state = 'queued';
CREATE INDEX outbox_of_hold ON outbox (hold_key) WHERE state = 'queued';
CREATE INDEX outbox_capped ON outbox (recipient, cap_key, sent_at_us) WHERE per_day IS NOT NULL;

CREATE TABLE mail_hold (
  hold_key TEXT NOT NULL,
  CONSTRAINT mail_hold_pk PRIMARY KEY (hold_key)
);
