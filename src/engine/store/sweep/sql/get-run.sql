-- what a sweep evaluates
SELECT plan, entry FROM sweep_run WHERE run = :run
