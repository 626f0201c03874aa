-- Who follows the courses, without a name: a code to come back with, and what was done. Nothing here leads to a report, an account or a person.
CREATE TABLE learner (
  id              INTEGER PRIMARY KEY,
  code_hash       BLOB NOT NULL UNIQUE,           -- of the 12 characters to resume with
  token_hash      BLOB NOT NULL UNIQUE,           -- of the cookie of the browser that uses it now
  collectivite_id INTEGER REFERENCES collectivite (id),  -- NULL: not said
  started_on      INTEGER NOT NULL
) STRICT;
CREATE INDEX learner_started ON learner (started_on);

CREATE TABLE learner_step (
  learner_id INTEGER NOT NULL REFERENCES learner (id) ON DELETE CASCADE,
  course     TEXT NOT NULL,
  step       TEXT NOT NULL,
  score      INTEGER CHECK (score IN (0, 1)),     -- of the last answer; NULL for a step without a question
  seconds    INTEGER NOT NULL,                    -- spent on it, as far as two requests tell
  done_on    INTEGER NOT NULL,
  PRIMARY KEY (learner_id, course, step)
) STRICT, WITHOUT ROWID;
