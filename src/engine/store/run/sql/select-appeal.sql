-- select-appeal
SELECT view FROM appeal WHERE run = :run;
