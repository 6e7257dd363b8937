-- a sealed population by its identifier or name
SELECT id, name, unit, units, members, quarantined, columns, sources, generated, fingerprint, sealed_at AS sealedAt
FROM population
WHERE status = 'sealed' AND (id = :reference OR name = :reference)
ORDER BY id = :reference DESC
LIMIT 1
