-- What reporters think of the dispositif once their case is closed. Nothing leads from here to a case: the id is made from the reporter's own
-- secret key, which the database does not hold.
CREATE TABLE feedback (
  id     BLOB PRIMARY KEY,
  key_id INTEGER NOT NULL REFERENCES figure_key (id) ON DELETE CASCADE,
  month  INTEGER NOT NULL,                       -- of the answer: January of the year 0 is 0
  sealed BLOB NOT NULL,                          -- sealed to the CDG's pair: the answers to questions
  words  BLOB                                    -- sealed to it too, of one length: what was written freely; NULL once it has had its time
) STRICT, WITHOUT ROWID;
