-- Cases and what hangs on them. The journal is the truth; a case's row is its last snapshot with the
-- columns that lists are made from, and the head of its chain.
CREATE TABLE cases (
    county TEXT NOT NULL,
    id TEXT NOT NULL,
    number TEXT,
    version BIGINT NOT NULL,  -- of the ETag; a draft's edits count, though they are not journalled
    seq BIGINT NOT NULL,      -- of the last entry in the chain
    head TEXT NOT NULL,       -- its hash
    state TEXT NOT NULL,
    matter TEXT NOT NULL,
    variant TEXT NOT NULL,
    department TEXT NOT NULL,
    account TEXT NOT NULL,
    applicant_name TEXT NOT NULL,
    applicant_code TEXT NOT NULL,
    received_on TEXT,
    due_on TEXT,
    provisional BIGINT NOT NULL,
    decided_on TEXT,
    updated_at TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    PRIMARY KEY (county, id),
    UNIQUE (county, number)
);
CREATE INDEX cases_by_update ON cases (county, updated_at, id);
CREATE INDEX cases_by_state ON cases (county, state, updated_at, id);
CREATE INDEX cases_by_account ON cases (county, account, updated_at, id);
CREATE INDEX cases_by_applicant ON cases (county, applicant_code, updated_at);

-- Who has a case in hand, for work lists and for the load that a draw goes by.
CREATE TABLE assignments (
    county TEXT NOT NULL,
    case_id TEXT NOT NULL,
    person TEXT NOT NULL,
    role TEXT NOT NULL,
    open BIGINT NOT NULL,
    PRIMARY KEY (county, case_id, person, role)
);
CREATE INDEX assignments_by_person ON assignments (county, person, open);

-- What must happen by itself. LAW: 行政许可法 第三十二条 第一款 第四项
CREATE TABLE timers (
    county TEXT NOT NULL,
    case_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    fires_at TEXT NOT NULL,
    PRIMARY KEY (county, case_id, kind)
);
CREATE INDEX timers_by_time ON timers (county, fires_at);

-- Which node fires the timers of a county.
CREATE TABLE leases (
    county TEXT NOT NULL PRIMARY KEY,
    node TEXT NOT NULL,
    lease_until TEXT NOT NULL
);

-- The next value of what is counted: document and licence numbers without gaps, case numbers in
-- blocks. A value is taken only by whoever still finds it there.
CREATE TABLE counters (
    county TEXT NOT NULL,
    name TEXT NOT NULL,
    next BIGINT NOT NULL,
    PRIMARY KEY (county, name)
);

-- The stored answer of a command, so that its repetition does nothing twice.
CREATE TABLE idempotency (
    county TEXT NOT NULL,
    principal TEXT NOT NULL,
    route TEXT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    answer TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, principal, route, key)
);
CREATE INDEX idempotency_by_time ON idempotency (county, at);

-- What the former departments have to be told of, in the order of each case.
CREATE TABLE outbox (
    county TEXT NOT NULL,
    case_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    department TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, case_id, seq)
);
