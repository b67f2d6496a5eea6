-- What follows from what happened in cases that were written without figures.
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
