-- What an expert of a provider does, in which lot of the contract. An account without a row does whatever its lot's holder does.
CREATE TABLE trade (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  lot        TEXT NOT NULL,
  trade      TEXT NOT NULL,
  PRIMARY KEY (account_id, lot, trade)
) STRICT, WITHOUT ROWID;
