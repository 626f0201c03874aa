-- What a collectivité sends to join, what it is told of, and who reads for it. Days are counted from 1970-01-01.

-- The délibération that comes with a request: sealed in chunks under a key of its own, which the managers open, and the worker for those who come later.
CREATE TABLE deliberation (
  id              INTEGER PRIMARY KEY,
  collectivite_id INTEGER UNIQUE REFERENCES member (collectivite_id), -- NULL: the form is not sent yet
  token_hash      BLOB UNIQUE,                   -- of the form that is not sent yet
  token_key       BLOB,                          -- the key, under that form's token
  received_on     INTEGER NOT NULL,
  worker_key      BLOB NOT NULL,                 -- the key, sealed to the worker
  about           BLOB NOT NULL,                 -- name, type, size: under the key
  CHECK ((collectivite_id IS NULL) = (token_hash IS NOT NULL) AND (token_hash IS NULL) = (token_key IS NULL))
) STRICT;
CREATE TABLE deliberation_chunk (
  deliberation_id INTEGER NOT NULL REFERENCES deliberation (id) ON DELETE CASCADE,
  n               INTEGER NOT NULL,
  sealed          BLOB NOT NULL,
  PRIMARY KEY (deliberation_id, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE deliberation_grant (
  deliberation_id INTEGER NOT NULL REFERENCES deliberation (id) ON DELETE CASCADE,
  account_id      INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  public_key      BLOB NOT NULL,                 -- for which it was sealed: an account that joins anew has another
  sealed_key      BLOB NOT NULL,
  PRIMARY KEY (deliberation_id, account_id)
) STRICT, WITHOUT ROWID;

-- A change of the scheme's conditions, as the members are told of it.
CREATE TABLE membership_change (
  id           INTEGER PRIMARY KEY,
  told_on      INTEGER NOT NULL,
  effective_on INTEGER NOT NULL,
  who          TEXT NOT NULL,
  text         TEXT NOT NULL
) STRICT;

-- What was told about a membership, each thing once: a reminder (`kind`, and the day that it is about), or a change.
CREATE TABLE membership_mail (
  id              INTEGER PRIMARY KEY,
  collectivite_id INTEGER NOT NULL REFERENCES member (collectivite_id),
  kind            TEXT NOT NULL,                 -- convention, headcount, notice, term, give_back, erase, change
  day             INTEGER NOT NULL,
  change_id       INTEGER REFERENCES membership_change (id),
  told_on         INTEGER NOT NULL,              -- to the managers; of a change: written
  to_body         INTEGER NOT NULL CHECK (to_body IN (0, 1)), -- a mail for the body's contact was queued
  sent_on         INTEGER,                       -- the relay took it
  lost_on         INTEGER,                       -- it was refused, or tried for too long
  CHECK ((kind = 'change') = (change_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX membership_mail_once ON membership_mail (collectivite_id, kind, day, ifnull(change_id, 0));

-- What an account is, and its phone: of those who read for a collectivité.
CREATE TABLE account_contact (
  account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  function   TEXT NOT NULL,
  phone      TEXT NOT NULL                       -- +33321000000, or empty
) STRICT;

-- A mail may go to the contact of a member.
CREATE TABLE outbox_new (
  id         INTEGER PRIMARY KEY,
  template   TEXT NOT NULL,                      -- templates/mail/<template>
  case_id    INTEGER REFERENCES case_file (id) ON DELETE CASCADE,
  account_id INTEGER REFERENCES account (id) ON DELETE CASCADE,
  headcount_request_id INTEGER REFERENCES headcount_request (id) ON DELETE CASCADE,
  accessibility_request_id INTEGER REFERENCES accessibility_request (id) ON DELETE CASCADE,
  membership_mail_id INTEGER REFERENCES membership_mail (id) ON DELETE CASCADE,
  queued_on  INTEGER NOT NULL,
  not_before INTEGER NOT NULL DEFAULT 0,         -- seconds since 1970
  tries      INTEGER NOT NULL DEFAULT 0,
  sent_on    INTEGER,
  CHECK ((case_id IS NOT NULL) + (account_id IS NOT NULL) + (headcount_request_id IS NOT NULL) +
         (accessibility_request_id IS NOT NULL) + (membership_mail_id IS NOT NULL) = 1)
) STRICT;
INSERT INTO outbox_new (id, template, case_id, account_id, headcount_request_id, accessibility_request_id, queued_on, not_before, tries, sent_on)
  SELECT id, template, case_id, account_id, headcount_request_id, accessibility_request_id, queued_on, not_before, tries, sent_on FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;
CREATE INDEX outbox_waiting ON outbox (not_before) WHERE sent_on IS NULL;
