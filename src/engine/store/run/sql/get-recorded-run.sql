-- one run, as the audit trail recorded it
SELECT template, template_version AS templateVersion, template_hash AS templateHash, title, actor, original_run AS originalRun, input,
  created_at AS createdAt, entry, status, ended_at AS endedAt, output, failure, end_entry AS endEntry
FROM run WHERE id = :run
