-- The register of what bears the bureau's seals. The acceptance seal stands on its papers from the
-- start, under a standing authorisation; the licensing seal is put by a seal keeper.
-- LAW: 行政许可法 第三十二条 第二款
CREATE TABLE seal_uses (
    county TEXT NOT NULL,
    case_id TEXT NOT NULL,
    paper TEXT NOT NULL,
    seal TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    by_whom TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (county, case_id, paper)
);
