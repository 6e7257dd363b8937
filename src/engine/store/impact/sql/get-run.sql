-- what an impact run evaluates
SELECT plan, entry FROM impact_run WHERE run = :run
