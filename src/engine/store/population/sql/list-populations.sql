-- all sealed populations, oldest first
SELECT id, name, unit, units, members, quarantined, columns, sources, generated, fingerprint, sealed_at AS sealedAt
FROM population
WHERE status = 'sealed'
ORDER BY sealed_at, id
