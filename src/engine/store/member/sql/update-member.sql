-- change the roles of a member
UPDATE member SET roles = :roles, entry = :entry WHERE name = :name
