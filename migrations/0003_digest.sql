-- An account may choose one mail a day instead of one each time.
ALTER TABLE account ADD COLUMN digest INTEGER NOT NULL DEFAULT 0 CHECK (digest IN (0, 1));
