-- one member of the workspace
SELECT name, roles, entry FROM member WHERE name = :name
