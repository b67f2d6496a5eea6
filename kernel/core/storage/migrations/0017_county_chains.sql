-- What is no case has chains too: accounts, registers, configuration, the evidence key. A row is the
-- head of one, as a case's row is of its own. kernel/core/journal/county_chain.hpp explains them.
CREATE TABLE chains (
    county TEXT NOT NULL,
    chain TEXT NOT NULL,
    seq BIGINT NOT NULL,
    head TEXT NOT NULL,
    PRIMARY KEY (county, chain)
);
