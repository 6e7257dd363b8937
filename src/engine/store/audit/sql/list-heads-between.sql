-- audit roots at the sizes above one up to another
SELECT size, root FROM audit_head WHERE size > :from AND size <= :to ORDER BY size
