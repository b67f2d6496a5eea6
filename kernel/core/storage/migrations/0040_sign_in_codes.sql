-- The code that was sent last to an applicant's mobile number or e-mail address, as a hash, and how
-- many were sent that day. A code that was used is empty; a row goes a day after its code.
CREATE TABLE sign_in_codes (
    county TEXT NOT NULL,
    address TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    sent_that_day BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    PRIMARY KEY (county, address)
);
