-- how many findings of appeals there are
SELECT count(*) AS count FROM appeal
