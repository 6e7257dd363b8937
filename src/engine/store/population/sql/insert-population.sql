-- begin a population
INSERT INTO population (id, name, status, begun_at) VALUES (:id, :name, 'importing', :at)
