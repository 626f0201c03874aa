-- Two cases on the same facts, one row for each reader who holds both. Nothing says which cases: their numbers are sealed to that reader.
CREATE TABLE case_link (
  public_id  TEXT NOT NULL,                      -- one link, one row for each reader
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  linked_on  INTEGER NOT NULL,
  sealed     BLOB NOT NULL,                      -- numbers, author and reason, sealed to the account
  PRIMARY KEY (account_id, public_id)
) STRICT, WITHOUT ROWID;
