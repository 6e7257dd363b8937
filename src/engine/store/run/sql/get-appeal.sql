-- what an appeal's run found
SELECT view FROM appeal WHERE run = :run
