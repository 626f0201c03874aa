-- What people write when a page resists them (law 2005-102, article 47), and the clock of a week. Nothing here leads to a report.
CREATE TABLE accessibility_request (
  id          INTEGER PRIMARY KEY,
  received_on INTEGER NOT NULL,
  name        TEXT NOT NULL DEFAULT '',
  email       TEXT NOT NULL DEFAULT '',
  page        TEXT NOT NULL DEFAULT '',          -- in the writer's words
  difficulty  TEXT NOT NULL,
  told        INTEGER NOT NULL DEFAULT 0,        -- 1: those in charge know that the week ends, 2: that it has ended
  answered_on INTEGER,
  answered_by INTEGER REFERENCES account (id),
  answer      TEXT NOT NULL DEFAULT '',          -- what was done, in the words of who did it
  CHECK ((answered_on IS NULL) = (answered_by IS NULL))
) STRICT;
CREATE INDEX accessibility_open ON accessibility_request (received_on) WHERE answered_on IS NULL;

-- A mail may go to who wrote such a request.
CREATE TABLE outbox_new (
  id         INTEGER PRIMARY KEY,
  template   TEXT NOT NULL,                      -- templates/mail/<template>
  case_id    INTEGER REFERENCES case_file (id) ON DELETE CASCADE,
  account_id INTEGER REFERENCES account (id) ON DELETE CASCADE,
  headcount_request_id INTEGER REFERENCES headcount_request (id) ON DELETE CASCADE,
  accessibility_request_id INTEGER REFERENCES accessibility_request (id) ON DELETE CASCADE,
  queued_on  INTEGER NOT NULL,
  not_before INTEGER NOT NULL DEFAULT 0,         -- seconds since 1970
  tries      INTEGER NOT NULL DEFAULT 0,
  sent_on    INTEGER,
  CHECK ((case_id IS NOT NULL) + (account_id IS NOT NULL) + (headcount_request_id IS NOT NULL) +
         (accessibility_request_id IS NOT NULL) = 1)
) STRICT;
INSERT INTO outbox_new (id, template, case_id, account_id, headcount_request_id, queued_on, not_before, tries, sent_on)
  SELECT id, template, case_id, account_id, headcount_request_id, queued_on, not_before, tries, sent_on FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;
CREATE INDEX outbox_waiting ON outbox (not_before) WHERE sent_on IS NULL;
