-- Work lists: which case waits for what by whom, and how many there are, so that nothing is counted
-- by looking through cases. `person` is an officer or an applicant's code; empty where whoever has
-- the list's role may take it.
CREATE TABLE work_items (
    county TEXT NOT NULL,
    list TEXT NOT NULL,
    person TEXT NOT NULL,
    matter TEXT NOT NULL,
    case_id TEXT NOT NULL,
    due_on TEXT NOT NULL,  -- 9999-12-31 where there is no last day yet
    PRIMARY KEY (county, list, person, case_id)
);
CREATE INDEX work_items_by_case ON work_items (county, case_id);
CREATE INDEX work_items_by_due ON work_items (county, list, person, due_on, case_id);

CREATE TABLE work_counts (
    county TEXT NOT NULL,
    list TEXT NOT NULL,
    person TEXT NOT NULL,
    matter TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (county, list, person, matter)
);

-- What a row of a list shows besides. `work` holds the case's places in work lists as JSON; null:
-- not reckoned yet by a version that has them.
ALTER TABLE cases ADD COLUMN promised_on TEXT;
ALTER TABLE cases ADD COLUMN yellow_on TEXT;
ALTER TABLE cases ADD COLUMN orange_on TEXT;
ALTER TABLE cases ADD COLUMN work TEXT;
CREATE INDEX cases_by_due ON cases (county, due_on, id);

-- What has happened in a county, in one order.
ALTER TABLE outbox ADD COLUMN position BIGINT;
ALTER TABLE outbox ADD COLUMN lists TEXT NOT NULL DEFAULT '';
UPDATE outbox SET position = numbered.position FROM
    (SELECT county, case_id, seq,
            ROW_NUMBER() OVER (PARTITION BY county ORDER BY at, case_id, seq) AS position
     FROM outbox) AS numbered
WHERE numbered.county = outbox.county AND numbered.case_id = outbox.case_id
  AND numbered.seq = outbox.seq;
CREATE UNIQUE INDEX outbox_by_position ON outbox (county, position);
