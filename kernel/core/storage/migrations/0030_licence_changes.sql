-- How often the licences of a holder, or under a number, have changed: what a decision rested on
-- must still be so when it is stored.
CREATE TABLE licence_changes (
    county TEXT NOT NULL,
    subject TEXT NOT NULL,
    changes BIGINT NOT NULL,
    PRIMARY KEY (county, subject)
);
