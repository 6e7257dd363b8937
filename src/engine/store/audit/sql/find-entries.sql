-- entries whose bytes hold one of three texts, in order
SELECT idx AS "index", data FROM audit_entry
WHERE instr(data, :first) > 0 OR instr(data, :second) > 0 OR instr(data, :third) > 0
ORDER BY idx
