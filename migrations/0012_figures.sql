-- Figures that outlive the cases: what is counted of each case, sealed to pairs of keys that only those hold who may see the figures.

-- One pair for the whole CDG (collectivite_id NULL) and two for each collectivité: of ordinary cases, and of those that concern its authority.
CREATE TABLE figure_key (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given again: a case notes to which pairs it was sealed
  collectivite_id INTEGER REFERENCES collectivite (id),
  apart           INTEGER NOT NULL CHECK (apart IN (0, 1)),
  public_key      BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX figure_key_once ON figure_key (ifnull(collectivite_id, 0), apart);

CREATE TABLE figure_grant (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  key_id     INTEGER NOT NULL REFERENCES figure_key (id) ON DELETE CASCADE,
  sealed_key BLOB NOT NULL,                      -- the pair's secret key, sealed to the account
  PRIMARY KEY (account_id, key_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX figure_grant_of_key ON figure_grant (key_id);

-- A case has one row under each of its three pairs. Which case it is stands nowhere but sealed in the case; the row of the pair that is not for
-- it says nothing, and looks like the others.
CREATE TABLE figure (
  id     BLOB PRIMARY KEY,                       -- random
  key_id INTEGER NOT NULL REFERENCES figure_key (id) ON DELETE CASCADE,
  quick  BLOB,                                   -- all of it, under a symmetric key of the pair: opens faster; NULL after a change
  person BLOB,                                   -- sealed to the pair: what the reporter said to be counted only
  sealed BLOB NOT NULL                           -- sealed to the pair: the rest
) STRICT, WITHOUT ROWID;
CREATE INDEX figure_of_key ON figure (key_id);

CREATE TABLE case_figure (
  case_id    INTEGER PRIMARY KEY REFERENCES case_file (id) ON DELETE CASCADE,
  sealed_for TEXT NOT NULL,                      -- the pairs, as "1.2.3"; 0 for one that was not there
  sealed     BLOB NOT NULL                       -- what is counted, and the ids of its rows: under the case key
) STRICT;

-- Years whose figures the steering committee sees.
CREATE TABLE figure_publication (
  year         INTEGER PRIMARY KEY,
  published_on INTEGER NOT NULL
) STRICT;
