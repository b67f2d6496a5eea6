-- What statistics are made from, of each case: when it was accepted and surveyed, how it was decided
-- or when it ended without a decision, and, where it was decided on the day of its acceptance, after
-- how many minutes. These follow from what happened.
ALTER TABLE cases ADD COLUMN accepted_on TEXT;
ALTER TABLE cases ADD COLUMN surveyed_on TEXT;
ALTER TABLE cases ADD COLUMN outcome TEXT;
ALTER TABLE cases ADD COLUMN ended_on TEXT;
ALTER TABLE cases ADD COLUMN minutes_used BIGINT;

-- The last day for the decision, and the working days from acceptance to it and to the decision.
-- They hang on the calendar and the package of the moment, so the kernel reckons them for older
-- cases (desk/figures.hpp).
ALTER TABLE cases ADD COLUMN statutory_due TEXT;
ALTER TABLE cases ADD COLUMN statutory_days BIGINT;
ALTER TABLE cases ADD COLUMN days_used BIGINT;

-- A snapshot that is damaged is the case's own trouble.
UPDATE cases SET
    accepted_on = json_extract(snapshot, '$.accepted_on'),
    surveyed_on = NULLIF(substr(json_extract(snapshot, '$.survey.recorded_at'), 1, 10), ''),
    outcome = json_extract(snapshot, '$.outcome.kind'),
    ended_on = CASE WHEN decided_on IS NULL THEN json_extract(snapshot, '$.ended_on') END,
    minutes_used = CASE WHEN json_extract(snapshot, '$.accepted_on') = decided_on THEN
        CAST(substr(json_extract(snapshot, '$.outcome.at'), 12, 2) AS INTEGER) * 60
        + CAST(substr(json_extract(snapshot, '$.outcome.at'), 15, 2) AS INTEGER)
        - CAST(substr(json_extract(snapshot, '$.accepted_at'), 12, 2) AS INTEGER) * 60
        - CAST(substr(json_extract(snapshot, '$.accepted_at'), 15, 2) AS INTEGER) END
WHERE state <> 'draft' AND json_valid(snapshot);

-- They hold what is counted, because the snapshot makes rows long.
CREATE INDEX cases_by_receipt ON cases (county, received_on, department, matter)
    WHERE received_on IS NOT NULL;
CREATE INDEX cases_by_acceptance ON cases (county, accepted_on, department, matter)
    WHERE accepted_on IS NOT NULL;
CREATE INDEX cases_by_survey ON cases (county, surveyed_on, department, matter)
    WHERE surveyed_on IS NOT NULL;
CREATE INDEX cases_by_decision ON cases (county, decided_on, department, matter, outcome,
    statutory_due, statutory_days, days_used, minutes_used)
    WHERE decided_on IS NOT NULL;
CREATE INDEX cases_by_end ON cases (county, ended_on, department, matter)
    WHERE ended_on IS NOT NULL;

-- Those that are still to be reckoned.
CREATE INDEX cases_without_figures ON cases (county, id)
    WHERE accepted_on IS NOT NULL AND statutory_days IS NULL;
