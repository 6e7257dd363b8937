-- the members of the workspace, by name
SELECT name, roles FROM member ORDER BY name
