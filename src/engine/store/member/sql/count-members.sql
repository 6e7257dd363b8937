-- how many members there are
SELECT count(*) AS count FROM member
