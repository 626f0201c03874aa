-- Who may read what, and the files themselves. Everything that says a word about a case is sealed before it comes here; what stands in clear is
-- what the promise allows: how many cases each collectivité has, and on which day.
-- Days are counted from 1970-01-01. "sealed" columns are written and read by domain/casefile only.

CREATE TABLE collectivite (
  id     INTEGER PRIMARY KEY,
  slug   TEXT NOT NULL UNIQUE CHECK (slug <> '' AND slug NOT GLOB '*[^a-z0-9-]*'),
  name   TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE account (
  id             INTEGER PRIMARY KEY,
  login          TEXT NOT NULL UNIQUE COLLATE NOCASE,
  name           TEXT NOT NULL,
  email          TEXT NOT NULL,
  public_key     BLOB,              -- NULL until the invitation is accepted
  salt           BLOB,
  wrapped_secret BLOB,              -- secret key and TOTP secret, under Argon2id(password)
  last_totp_step INTEGER NOT NULL DEFAULT 0,
  active         INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE recovery (
  account_id     INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  code_hash      BLOB NOT NULL,
  wrapped_secret BLOB NOT NULL,     -- the same two secrets, under a key derived from the code
  PRIMARY KEY (account_id, code_hash)
) STRICT;

CREATE TABLE invitation (
  token_hash BLOB PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL       -- seconds since 1970
) STRICT;

-- A person's part. collectivite_id is NULL for the whole CDG (manager, committee).
CREATE TABLE assignment (
  account_id      INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  role            TEXT NOT NULL CHECK (role IN ('referent', 'substitute', 'provider', 'authority', 'manager', 'committee')),
  collectivite_id INTEGER REFERENCES collectivite (id)
) STRICT;
CREATE UNIQUE INDEX assignment_once ON assignment (account_id, role, ifnull(collectivite_id, 0));
CREATE INDEX assignment_of_collectivite ON assignment (collectivite_id, role);

CREATE TABLE session (
  token_hash     BLOB PRIMARY KEY,
  kind           TEXT NOT NULL CHECK (kind IN ('case', 'desk')),
  subject_id     INTEGER NOT NULL,  -- a case or an account
  wrapped_secret BLOB NOT NULL,     -- the subject's secret key, under the cookie
  expires_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX session_of_subject ON session (kind, subject_id);

CREATE TABLE case_file (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given again: the journal outlives the case
  number          TEXT NOT NULL UNIQUE,          -- what people call it; random, says nothing
  collectivite_id INTEGER NOT NULL REFERENCES collectivite (id),
  received_on     INTEGER NOT NULL,
  version         INTEGER NOT NULL DEFAULT 1,    -- grows with every change that someone should see
  header          BLOB NOT NULL,                 -- state, deadlines, counters: sealed under the case key
  report          BLOB NOT NULL,                 -- sealed under the case key
  identity        BLOB NOT NULL,                 -- sealed under the identity key
  locator         TEXT NOT NULL UNIQUE,          -- the first 6 digits of the code
  salt            BLOB NOT NULL,
  reporter_public BLOB NOT NULL,
  reporter_secret BLOB NOT NULL,                 -- wrapped under Argon2id(code)
  reporter_case_key     BLOB NOT NULL,           -- case key, sealed to the reporter
  reporter_identity_key BLOB NOT NULL            -- identity key, sealed to the reporter
) STRICT;
CREATE INDEX case_of_collectivite ON case_file (collectivite_id, received_on);

CREATE TABLE case_grant (
  account_id INTEGER NOT NULL REFERENCES account (id),
  case_id    INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
  sealed_key BLOB NOT NULL,                      -- case key, sealed to the account
  quick_key  BLOB,                               -- the same, under a symmetric key of the account: opens faster
  PRIMARY KEY (account_id, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_grant_of_case ON case_grant (case_id);

CREATE TABLE identity_grant (
  account_id INTEGER NOT NULL REFERENCES account (id),
  case_id    INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
  sealed_key BLOB NOT NULL,                      -- identity key, sealed to the account by the reporter's own session
  PRIMARY KEY (account_id, case_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  case_id   INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
  n         INTEGER NOT NULL,                    -- 1, 2, 3… within the case
  sent_on   INTEGER NOT NULL,
  sealed    BLOB NOT NULL,                       -- who wrote, and what
  once_hash BLOB NOT NULL,                       -- the same form sent twice makes one message
  PRIMARY KEY (case_id, n),
  UNIQUE (case_id, once_hash)
) STRICT, WITHOUT ROWID;

-- The reader had read up to message n on that day. account_id 0 is the reporter.
CREATE TABLE read_mark (
  case_id    INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
  account_id INTEGER NOT NULL,
  up_to      INTEGER NOT NULL,
  seen       INTEGER NOT NULL,                   -- how many messages of the other side that makes
  read_on    INTEGER NOT NULL,
  PRIMARY KEY (case_id, account_id, up_to)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
  id         INTEGER PRIMARY KEY,
  case_id    INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
  account_id INTEGER NOT NULL REFERENCES account (id),
  written_on INTEGER NOT NULL,
  sealed     BLOB NOT NULL                       -- sealed to its author alone
) STRICT;
CREATE INDEX note_of_case ON note (case_id, account_id);

-- A file belongs to a draft (report not sent yet) or to a case. Its name, type and key are in `sealed`: under the draft's key,
-- then under the case key.
CREATE TABLE evidence (
  id         INTEGER PRIMARY KEY,
  public_id  TEXT NOT NULL UNIQUE,
  draft_hash BLOB,
  case_id    INTEGER REFERENCES case_file (id) ON DELETE CASCADE,
  added_on   INTEGER NOT NULL,
  sealed     BLOB,                               -- NULL while the file is still arriving
  CHECK ((draft_hash IS NULL) <> (case_id IS NULL))
) STRICT;
CREATE INDEX evidence_of_draft ON evidence (draft_hash) WHERE draft_hash IS NOT NULL;
CREATE INDEX evidence_of_case ON evidence (case_id) WHERE case_id IS NOT NULL;

CREATE TABLE evidence_chunk (
  evidence_id INTEGER NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
  n           INTEGER NOT NULL,
  sealed      BLOB NOT NULL,
  PRIMARY KEY (evidence_id, n)
) STRICT, WITHOUT ROWID;

-- Which form made which case: sent twice, it gives the same code again (until the next day but one, then sealed_code goes).
CREATE TABLE submission (
  key_hash    BLOB PRIMARY KEY,
  case_id     INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
  sent_on     INTEGER NOT NULL,
  sealed_code BLOB
) STRICT;

-- A wish to be called back, sealed to each provider who may call (the number may tell who it is: the référent never sees it).
CREATE TABLE callback (
  id         INTEGER PRIMARY KEY,
  public_id  TEXT NOT NULL,                      -- one wish, one row for each provider
  case_id    INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
  account_id INTEGER NOT NULL REFERENCES account (id),
  asked_on   INTEGER NOT NULL,
  sealed     BLOB NOT NULL,
  done_on    INTEGER
) STRICT;
CREATE INDEX callback_of_account ON callback (account_id, done_on);

-- The reporter's address for notifications, sealed to the worker's key.
CREATE TABLE notification_address (
  case_id INTEGER PRIMARY KEY REFERENCES case_file (id) ON DELETE CASCADE,
  sealed  BLOB NOT NULL
) STRICT;

-- Mails to send. To a reporter (case_id: the address is in notification_address) or to an account.
CREATE TABLE outbox (
  id         INTEGER PRIMARY KEY,
  template   TEXT NOT NULL,                      -- templates/mail/<template>
  case_id    INTEGER REFERENCES case_file (id) ON DELETE CASCADE,
  account_id INTEGER REFERENCES account (id) ON DELETE CASCADE,
  queued_on  INTEGER NOT NULL,
  not_before INTEGER NOT NULL DEFAULT 0,         -- seconds since 1970
  tries      INTEGER NOT NULL DEFAULT 0,
  sent_on    INTEGER,
  CHECK ((case_id IS NULL) <> (account_id IS NULL))
) STRICT;
CREATE INDEX outbox_waiting ON outbox (not_before) WHERE sent_on IS NULL;

-- What happened, each entry chained to the one before: hash = H(previous hash, every other column).
CREATE TABLE journal (
  n          INTEGER PRIMARY KEY,
  at         INTEGER NOT NULL,                   -- seconds; midnight of the day for what a reporter does
  account_id INTEGER,
  case_id    INTEGER,                            -- no foreign key: the journal outlives the case
  entry      BLOB NOT NULL,                      -- sealed under the case key when case_id is set, plain JSON otherwise
  hash       BLOB NOT NULL
) STRICT;
CREATE INDEX journal_of_case ON journal (case_id, n) WHERE case_id IS NOT NULL;
