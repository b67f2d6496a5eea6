-- Whoever holds a paper asks by its code whether the bureau has sealed it.
CREATE INDEX seal_uses_by_hash ON seal_uses (county, sha256);
