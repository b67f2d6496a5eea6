-- What an applicant is shown of a case while a decision waits for its seal: the case as it stood
-- before it. Null otherwise. LAW: 行政许可法 第三十九条 第一款
ALTER TABLE cases ADD COLUMN shown_seq BIGINT;
ALTER TABLE cases ADD COLUMN shown_version BIGINT;
ALTER TABLE cases ADD COLUMN shown_state TEXT;
ALTER TABLE cases ADD COLUMN shown_due_on TEXT;
ALTER TABLE cases ADD COLUMN shown_provisional BIGINT;
ALTER TABLE cases ADD COLUMN shown_at TEXT;

UPDATE cases SET shown_state = 'deciding', shown_provisional = 0, shown_seq =
    (SELECT MIN(seq) - 1 FROM journal j
     WHERE j.county = cases.county AND j.case_id = cases.id AND j.kind IN ('grant', 'refuse'))
WHERE state IN ('granted', 'refused');
UPDATE cases SET shown_version = version - (seq - shown_seq), shown_at =
    (SELECT at FROM journal j
     WHERE j.county = cases.county AND j.case_id = cases.id AND j.seq = cases.shown_seq)
WHERE shown_seq IS NOT NULL;
