-- The day on which something is due in a case, for the worker alone, who tells those in charge. Each case has one row, of one length, written
-- again with each act, whether or not that day changed.
CREATE TABLE reminder (
  case_id    INTEGER PRIMARY KEY REFERENCES case_file (id) ON DELETE CASCADE,
  looked_on  INTEGER NOT NULL,                   -- what came due until that day has been told
  worker_key BLOB NOT NULL,                      -- the worker's public key when the case was filed
  sealed     BLOB NOT NULL                       -- the day, sealed to that key
) STRICT;
CREATE INDEX reminder_looked ON reminder (looked_on);
