-- What a case is found by. Filled after the fact, up to a position in the feed; it holds nothing
-- that a case does not say, and can be thrown away and filled anew.
CREATE TABLE word_positions (
    county TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);
CREATE TABLE word_documents (
    county TEXT NOT NULL,
    case_id TEXT NOT NULL,
    document BIGINT NOT NULL UNIQUE,
    PRIMARY KEY (county, case_id)
);
CREATE VIRTUAL TABLE case_words USING fts5 (words, case_id UNINDEXED);
