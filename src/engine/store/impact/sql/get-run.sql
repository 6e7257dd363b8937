-- what an impact run evaluates
SELECT plan FROM impact_run WHERE run = :run
