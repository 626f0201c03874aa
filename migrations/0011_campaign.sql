-- The yearly campaign of the cotisations, and what was billed. Days are counted from 1970-01-01.

CREATE TABLE campaign (
  year      INTEGER PRIMARY KEY,
  opened_on INTEGER NOT NULL,
  due_on    INTEGER NOT NULL,                    -- until when a bill is to be paid
  frozen_on INTEGER                              -- from then on no headcount is taken by a personal link
) STRICT;

-- The headcount that a member is asked for: its personal link, and what was frozen.
CREATE TABLE headcount_request (
  id              INTEGER PRIMARY KEY,
  year            INTEGER NOT NULL REFERENCES campaign (year),
  collectivite_id INTEGER NOT NULL REFERENCES member (collectivite_id),
  token_hash      BLOB NOT NULL UNIQUE,
  sealed_token    BLOB NOT NULL,                 -- to the worker, who writes the link into the mail
  asked           INTEGER NOT NULL DEFAULT 0,    -- how many mails
  asked_on        INTEGER,
  told_on         INTEGER,
  agents          INTEGER CHECK (agents BETWEEN 1 AND 100000), -- frozen
  UNIQUE (year, collectivite_id)
) STRICT;

-- Bills and credit notes: one continuous series a year. What was issued is never changed nor erased, only paid.
CREATE TABLE bill (
  year            INTEGER NOT NULL REFERENCES campaign (year),
  n               INTEGER NOT NULL CHECK (n > 0),
  collectivite_id INTEGER NOT NULL,              -- no foreign key: accounting outlives a membership
  corrects        INTEGER,                       -- the bill that a credit note takes back; NULL: a bill
  issued_on       INTEGER NOT NULL,
  cents           INTEGER NOT NULL CHECK (cents <> 0 AND (cents < 0) = (corrects IS NOT NULL)),
  content         TEXT NOT NULL,                 -- JSON: what was printed, as it was that day
  paid_on         INTEGER,
  PRIMARY KEY (year, n),
  FOREIGN KEY (year, corrects) REFERENCES bill (year, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX bill_of ON bill (year, collectivite_id);
CREATE TRIGGER bill_follows BEFORE INSERT ON bill
WHEN NEW.n <> (SELECT coalesce(max(n), 0) + 1 FROM bill WHERE year = NEW.year)
BEGIN SELECT RAISE(ABORT, 'the numbers of bills follow each other'); END;
CREATE TRIGGER bill_stays BEFORE DELETE ON bill
BEGIN SELECT RAISE(ABORT, 'a bill that was issued stays'); END;
CREATE TRIGGER bill_is_fixed BEFORE UPDATE OF year, n, collectivite_id, corrects, issued_on, cents, content ON bill
BEGIN SELECT RAISE(ABORT, 'a bill that was issued is not changed'); END;

-- A mail goes to a reporter, to an account or to a member that is asked for its headcount.
CREATE TABLE outbox_of_three (
  id         INTEGER PRIMARY KEY,
  template   TEXT NOT NULL,
  case_id    INTEGER REFERENCES case_file (id) ON DELETE CASCADE,
  account_id INTEGER REFERENCES account (id) ON DELETE CASCADE,
  headcount_request_id INTEGER REFERENCES headcount_request (id) ON DELETE CASCADE,
  queued_on  INTEGER NOT NULL,
  not_before INTEGER NOT NULL DEFAULT 0,
  tries      INTEGER NOT NULL DEFAULT 0,
  sent_on    INTEGER,
  CHECK ((case_id IS NOT NULL) + (account_id IS NOT NULL) + (headcount_request_id IS NOT NULL) = 1)
) STRICT;
INSERT INTO outbox_of_three (id, template, case_id, account_id, queued_on, not_before, tries, sent_on)
  SELECT id, template, case_id, account_id, queued_on, not_before, tries, sent_on FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_of_three RENAME TO outbox;
CREATE INDEX outbox_waiting ON outbox (not_before) WHERE sent_on IS NULL;
