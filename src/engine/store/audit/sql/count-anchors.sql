-- how many files vouch for states of the audit trail
SELECT count(*) AS count FROM anchor
