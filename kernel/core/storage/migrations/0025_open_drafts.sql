-- An applicant may have so many drafts open at once; they are counted when one is added.
CREATE INDEX open_drafts ON cases (county, account) WHERE state = 'draft';
