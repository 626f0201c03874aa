-- What goes wrong with a provider, and what came of it. Nothing here leads to a case: the forms ask for none of its words.
CREATE TABLE provider_incident (
  id              INTEGER PRIMARY KEY,
  provider        TEXT NOT NULL,                 -- its name on that day
  commitment      TEXT NOT NULL,                 -- its id in the scheme's file; '' for another one
  promised        TEXT NOT NULL,                 -- the commitment as it stood on that day
  collectivite_id INTEGER REFERENCES collectivite (id),  -- where it happened; NULL: nowhere in particular
  told_by         INTEGER REFERENCES account (id),       -- of the collectivité; NULL: the office took it down
  happened_on     INTEGER NOT NULL,
  received_on     INTEGER NOT NULL,
  facts           TEXT NOT NULL,
  CHECK (told_by IS NULL OR collectivite_id IS NOT NULL)
) STRICT;
CREATE INDEX provider_incident_told ON provider_incident (told_by) WHERE told_by IS NOT NULL;

-- What followed, in order. The state of an incident is told by its steps.
CREATE TABLE provider_incident_step (
  id          INTEGER PRIMARY KEY,
  incident_id INTEGER NOT NULL REFERENCES provider_incident (id) ON DELETE CASCADE,
  act         TEXT NOT NULL CHECK (act IN ('ask', 'answer', 'decide', 'close')),
  day         INTEGER NOT NULL,                  -- on which it happened
  made_by     INTEGER NOT NULL REFERENCES account (id),
  text        TEXT NOT NULL,
  contested   INTEGER NOT NULL DEFAULT 0 CHECK (contested IN (0, 1)),
  decision    TEXT NOT NULL DEFAULT '' CHECK (decision IN ('', 'none', 'reminder', 'penalty', 'termination')),
  cents       INTEGER,
  computation TEXT NOT NULL DEFAULT '',
  CHECK ((act = 'decide') = (decision <> '')),
  CHECK ((decision = 'penalty') = (cents IS NOT NULL)),
  CHECK (contested = 0 OR act = 'answer')
) STRICT;
CREATE INDEX provider_incident_step_of ON provider_incident_step (incident_id, id);
