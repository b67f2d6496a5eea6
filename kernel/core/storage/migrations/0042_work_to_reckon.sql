-- Cases whose work is still to be reckoned are found without a look at each.
CREATE INDEX cases_without_work ON cases (county, id)
    WHERE work IS NULL AND state NOT IN ('draft', 'archived');
