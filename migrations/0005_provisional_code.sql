-- The code was handed over by someone else (a report taken by phone or on paper, a file taken over from another dispositif): the first
-- use changes it, and 1 becomes 0.
ALTER TABLE case_file ADD COLUMN provisional INTEGER NOT NULL DEFAULT 0 CHECK (provisional IN (0, 1));
