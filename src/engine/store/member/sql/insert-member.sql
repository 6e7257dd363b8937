-- give a member their roles
INSERT INTO member (name, roles, entry) VALUES (:name, :roles, :entry)
