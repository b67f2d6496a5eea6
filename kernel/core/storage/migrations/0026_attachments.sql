-- Files that the bureau's own people put to a case, as the photos of a survey. The record that cites
-- one by its digest is in the journal; a file that nothing cites proves nothing.
CREATE TABLE attachments (
    county TEXT NOT NULL,
    case_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    by_whom TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, case_id, sha256)
);
