-- one run, as the audit trail recorded it
SELECT template, template_version AS templateVersion, template_hash AS templateHash, title, actor, original_run AS originalRun, input,
  created_at AS createdAt, entry, status, ended_at AS endedAt, output, failure, end_entry AS endEntry,
  parent_run AS parentRun, parent_step AS parentStep, fork_run AS forkRun, fork_step AS forkStep, start_key AS startKey
FROM run WHERE id = :run
