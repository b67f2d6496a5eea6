-- What was said: canonical JSON, found by its digest. Never changed; destroyed only on record.
CREATE TABLE objects (
    county TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (county, sha256)
);

-- What was done: one chain of entries a case. kind, actor and at repeat what the entry says, for
-- lists; the entry's bytes are the evidence. kernel/core/journal/entry.hpp explains the chain.
CREATE TABLE journal (
    county TEXT NOT NULL,
    case_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    at TEXT NOT NULL,
    entry TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (county, case_id, seq)
);

-- The signed states of a county's chains. kernel/core/journal/anchor.hpp explains them.
CREATE TABLE anchors (
    county TEXT NOT NULL,
    seq BIGINT NOT NULL,
    at TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (county, seq)
);
