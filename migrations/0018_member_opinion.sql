-- What a member thinks of the dispositif, asked once a year by a personal link.
CREATE TABLE member_opinion (
  id              INTEGER PRIMARY KEY,
  collectivite_id INTEGER NOT NULL REFERENCES member (collectivite_id),
  year            INTEGER NOT NULL,
  token_hash      BLOB NOT NULL UNIQUE,          -- of the link
  sealed_token    BLOB NOT NULL,                 -- sealed to the worker, which writes the mail
  asked_on        INTEGER NOT NULL,              -- the last time; a mail of that day bears the link (membership_mail)
  given_on        INTEGER,
  answers         TEXT NOT NULL DEFAULT '{}',    -- {"<question>": "<choice>"}
  words           TEXT NOT NULL DEFAULT '',
  UNIQUE (collectivite_id, year)
) STRICT;
