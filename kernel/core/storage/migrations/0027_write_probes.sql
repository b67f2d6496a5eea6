-- What is written now and then to know that it still can be; one row, under the county that stands
-- for none.
CREATE TABLE write_probes (
    county TEXT NOT NULL PRIMARY KEY,
    count BIGINT NOT NULL
);
