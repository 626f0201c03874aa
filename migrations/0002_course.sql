-- What the course of a case needs: papers, and letters to people without an account.

-- What is written and kept in a case beside its messages: qualification, plan, conclusions, consents, orders… Even its kind is sealed.
CREATE TABLE paper (
  case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
  n       INTEGER NOT NULL,                      -- 1, 2, 3… within the case
  made_on INTEGER NOT NULL,
  sealed  BLOB NOT NULL,                         -- under the case key
  PRIMARY KEY (case_id, n)
) STRICT, WITHOUT ROWID;

-- A letter is read through a personal link and a code told another way; its key is wrapped under both. The case keeps a copy of that key, sealed.
CREATE TABLE letter (
  id          INTEGER PRIMARY KEY,
  token_hash  BLOB NOT NULL UNIQUE,
  case_id     INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
  salt        BLOB NOT NULL,
  wrapped_key BLOB NOT NULL,                     -- under Argon2id(link and code)
  sealed      BLOB NOT NULL,                     -- what its reader sees, under the letter's key
  case_key    BLOB NOT NULL,                     -- the letter's key, under the case key
  expires_on  INTEGER NOT NULL,
  opened_on   INTEGER,
  answer      BLOB,                              -- under the letter's key
  answered_on INTEGER
) STRICT;
CREATE INDEX letter_of_case ON letter (case_id);

-- Sessions of letters. Sessions are short-lived: those that were open end here.
DROP TABLE session;
CREATE TABLE session (
  token_hash     BLOB PRIMARY KEY,
  kind           TEXT NOT NULL CHECK (kind IN ('case', 'desk', 'letter')),
  subject_id     INTEGER NOT NULL,               -- a case, an account or a letter
  wrapped_secret BLOB NOT NULL,                  -- the subject's secret key, under the cookie
  expires_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX session_of_subject ON session (kind, subject_id);
