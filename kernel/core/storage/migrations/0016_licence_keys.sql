-- Licences are found by number or holder in whatever spelling the row came in.
CREATE INDEX licences_by_number_key
    ON licences (county, upper(replace(replace(replace(number, ' ', ''), '（', '('), '）', ')')));
CREATE INDEX licences_by_holder_key ON licences (county, upper(replace(holder_code, ' ', '')));
