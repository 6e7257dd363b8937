-- a page of runs, newest first
SELECT id, template, template_version AS templateVersion, template_hash AS templateHash, title, actor, original_run AS originalRun,
  created_at AS createdAt, status, ended_at AS endedAt, failure,
  parent_run AS parentRun, parent_step AS parentStep, fork_run AS forkRun, fork_step AS forkStep
FROM run ORDER BY rowid DESC LIMIT :limit OFFSET :after
