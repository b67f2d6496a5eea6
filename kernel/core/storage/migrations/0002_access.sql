-- Who may sign in. County 0 holds the applicants, who have one account for all counties; what a
-- member of staff is called and may do stands in the county's configuration, under `person`.
CREATE TABLE accounts (
    county TEXT NOT NULL,
    account TEXT NOT NULL,
    username TEXT NOT NULL,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    id_number TEXT NOT NULL,
    mobile TEXT NOT NULL,
    verified BIGINT NOT NULL,
    represents TEXT NOT NULL,
    password_hash TEXT,
    created_at TEXT NOT NULL,
    PRIMARY KEY (county, account),
    UNIQUE (county, username)
);

-- Who is signed in. The token itself is stored nowhere.
CREATE TABLE sessions (
    county TEXT NOT NULL,
    token_sha256 TEXT NOT NULL,
    account TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (county, token_sha256)
);
CREATE INDEX sessions_by_account ON sessions (county, account);
