-- The life of a membership: what was asked, decided, signed and told. Days are counted from 1970-01-01; NULL: not yet.

CREATE TABLE membership_life (
  collectivite_id  INTEGER PRIMARY KEY REFERENCES member (collectivite_id),
  asked_on         INTEGER,
  deliberation     TEXT NOT NULL DEFAULT '',   -- its number
  deliberated_on   INTEGER,
  committee_on     INTEGER,                    -- the comité social was informed (CGFP R135-7)
  policy_reader    TEXT NOT NULL DEFAULT '',   -- who stated that the provider's data policy was read
  policy_on        INTEGER,
  convention_on    INTEGER,                    -- made and sent to be signed
  chosen           INTEGER,                    -- the first day that the body wishes for
  received_on      INTEGER,                    -- the convention came back signed by the body
  provider_told_on INTEGER,
  notice_on        INTEGER,
  meeting_on       INTEGER,
  given_back_on    INTEGER,
  erase_on         INTEGER,                    -- not before that day
  erased_on        INTEGER
) STRICT;

CREATE TABLE membership_signature (
  collectivite_id INTEGER NOT NULL REFERENCES member (collectivite_id),
  paper           TEXT NOT NULL,               -- convention, certificate, amendment-1…
  party           TEXT NOT NULL CHECK (party IN ('cdg', 'body', 'provider')),
  name            TEXT NOT NULL,
  function        TEXT NOT NULL,
  signed_on       INTEGER NOT NULL,
  PRIMARY KEY (collectivite_id, paper, party)
) STRICT, WITHOUT ROWID;

CREATE TABLE membership_amendment (
  collectivite_id INTEGER NOT NULL REFERENCES member (collectivite_id),
  n               INTEGER NOT NULL,
  subject         TEXT NOT NULL,
  made_on         INTEGER NOT NULL,
  PRIMARY KEY (collectivite_id, n)
) STRICT, WITHOUT ROWID;

-- What was done about a member, by whom, in order.
CREATE TABLE membership_event (
  id              INTEGER PRIMARY KEY,
  collectivite_id INTEGER NOT NULL REFERENCES member (collectivite_id),
  at              INTEGER NOT NULL,            -- seconds since 1970
  who             TEXT NOT NULL,               -- empty: the body itself, or the calendar
  what            TEXT NOT NULL,
  day             INTEGER,                     -- the day that it is about
  detail          TEXT NOT NULL                -- what was typed: a reason, a name, a number
) STRICT;
CREATE INDEX membership_event_of ON membership_event (collectivite_id, id);
