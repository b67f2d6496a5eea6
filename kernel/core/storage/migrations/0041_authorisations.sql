-- Who may act for whom, because the party said so. `party` is {name, type, code} as JSON, counties
-- and matters lists as JSON, empty ones for all. LAW: 行政许可法 第二十九条 第二款
CREATE TABLE authorisations (
    county TEXT NOT NULL,
    id TEXT NOT NULL,
    giver TEXT NOT NULL,
    handler TEXT NOT NULL,
    party TEXT NOT NULL,
    counties TEXT NOT NULL,
    matters TEXT NOT NULL,
    until_day TEXT NOT NULL,
    may_withdraw BIGINT NOT NULL,
    power_of_attorney TEXT NOT NULL,
    given_at TEXT NOT NULL,
    revoked_at TEXT NOT NULL,
    PRIMARY KEY (county, id)
);
