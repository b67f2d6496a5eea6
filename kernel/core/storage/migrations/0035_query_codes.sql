-- By its code whoever holds the receipt follows a case without an account.
ALTER TABLE cases ADD COLUMN query_code TEXT;
CREATE UNIQUE INDEX cases_by_query_code ON cases (county, query_code);
