-- What a case is found by. Filled after the fact, up to a position in the feed; it holds nothing
-- that a case does not say, and can be thrown away and filled anew.
CREATE TABLE word_positions (
    county TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);
CREATE TABLE case_words (
    county TEXT NOT NULL,
    case_id TEXT NOT NULL,
    words TSVECTOR NOT NULL,
    PRIMARY KEY (county, case_id)
);
CREATE INDEX case_words_by_word ON case_words USING GIN (words);
