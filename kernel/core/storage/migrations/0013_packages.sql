-- Every version of a department package that was opened here, by the SHA-256 of its manifest: a case
-- and its receipts name it by that, so the same version never comes again with other bytes.
CREATE TABLE packages (
    digest TEXT NOT NULL,
    plugin TEXT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (digest)
);
