-- When a closed case has had its time. Days are counted from 1970-01-01.

-- By which rule a case is kept, and since when: for the worker alone, of one length, written again with each
-- act, also while the case is open.
ALTER TABLE reminder ADD COLUMN kept BLOB;

-- What was erased: a certificate without content. `reason` is a rule of the scheme, or 'leaving' with the
-- collectivité whose membership ended.
CREATE TABLE erasure (
  id              INTEGER PRIMARY KEY,
  erased_on       INTEGER NOT NULL,
  reason          TEXT NOT NULL,
  collectivite_id INTEGER REFERENCES collectivite (id),
  cases           INTEGER NOT NULL,
  received_from   INTEGER NOT NULL,   -- first and last day on which they had been received
  received_to     INTEGER NOT NULL,
  journal_hash    BLOB                -- head of the journal once it said so; NULL while the work goes on
) STRICT;
CREATE UNIQUE INDEX erasure_once ON erasure (erased_on, reason, ifnull(collectivite_id, 0));

-- How many cases will go in which month, of which collectivité: sealed to each manager, by the worker.
CREATE TABLE forecast (
  account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  made_on    INTEGER NOT NULL,
  sealed     BLOB NOT NULL
) STRICT;

-- Entries that had had their time were taken off the beginning of the journal: the last of them.
CREATE TABLE journal_cut (
  n      INTEGER PRIMARY KEY,
  hash   BLOB NOT NULL,
  cut_on INTEGER NOT NULL
) STRICT;

-- When what keeps the server in order was last done: 'backup', 'purge', 'worker'.
CREATE TABLE upkeep (
  what    TEXT PRIMARY KEY,
  done_at INTEGER NOT NULL            -- seconds since 1970
) STRICT, WITHOUT ROWID;
