-- The register of licences: ours, and later the imported ones beside them.
CREATE TABLE licences (
    county TEXT NOT NULL,
    number TEXT NOT NULL,
    matter TEXT NOT NULL,
    department TEXT NOT NULL,
    case_id TEXT NOT NULL,
    holder_name TEXT NOT NULL,
    holder_code TEXT NOT NULL,
    status TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    granted_on TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (county, number)
);
CREATE INDEX licences_by_holder ON licences (county, holder_code);
CREATE UNIQUE INDEX licences_by_case ON licences (county, case_id);

-- Who may not apply, until when, and by which decision. LAW: 行政许可法 第七十八条
CREATE TABLE bans (
    county TEXT NOT NULL,
    id TEXT NOT NULL,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    matter TEXT NOT NULL,
    until TEXT,
    basis TEXT NOT NULL,
    case_id TEXT NOT NULL,
    PRIMARY KEY (county, id)
);

-- Lists that a county keeps, as of serious bad credit.
CREATE TABLE lists (
    county TEXT NOT NULL,
    list TEXT NOT NULL,
    subject TEXT NOT NULL,
    basis TEXT NOT NULL,
    PRIMARY KEY (county, list, subject)
);
