-- What a CDG knows of the bodies that its scheme serves. Days are counted from 1970-01-01.

CREATE TABLE member (
  collectivite_id  INTEGER PRIMARY KEY REFERENCES collectivite (id),
  kind             TEXT NOT NULL,
  siret            TEXT UNIQUE CHECK (siret GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
  affiliated       INTEGER NOT NULL CHECK (affiliated IN (0, 1)),
  address          TEXT NOT NULL DEFAULT '',
  postcode         TEXT NOT NULL DEFAULT '',
  city             TEXT NOT NULL DEFAULT '',
  contact_name     TEXT NOT NULL DEFAULT '',
  contact_function TEXT NOT NULL DEFAULT '',
  contact_email    TEXT NOT NULL DEFAULT '',
  contact_phone    TEXT NOT NULL DEFAULT '',
  service_code     TEXT NOT NULL DEFAULT '',
  engagement       TEXT NOT NULL DEFAULT '',
  state            TEXT NOT NULL CHECK (state IN ('asked', 'refused', 'convention', 'signed', 'effective', 'leaving', 'left', 'erased')),
  effective_on     INTEGER,
  ends_on          INTEGER
) STRICT;

CREATE TABLE headcount (
  collectivite_id INTEGER NOT NULL REFERENCES member (collectivite_id),
  reference       INTEGER NOT NULL,   -- the day on which the agents were counted
  agents          INTEGER NOT NULL CHECK (agents BETWEEN 1 AND 100000),
  source          TEXT NOT NULL,
  told_on         INTEGER NOT NULL,
  PRIMARY KEY (collectivite_id, reference)
) STRICT, WITHOUT ROWID;

-- What was served before anything was known of it.
INSERT INTO member (collectivite_id, kind, affiliated, state) SELECT id, 'other', 1, 'effective' FROM collectivite WHERE active = 1;
