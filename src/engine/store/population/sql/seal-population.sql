-- seal a population
UPDATE population
SET status = 'sealed', unit = :unit, columns = :columns, units = :units, members = :members, quarantined = :quarantined,
  sources = :sources, generated = :generated, fingerprint = :fingerprint, sealed_at = :at
WHERE id = :id AND status = 'importing'
