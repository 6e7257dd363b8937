-- add a run
INSERT INTO run (id, template, template_version, template_hash, title, actor, original_run, input, created_at, entry, status,
  parent_run, parent_step, fork_run, fork_step, start_key)
VALUES (:id, :template, :templateVersion, :templateHash, :title, :actor, :originalRun, :input, :createdAt, :entry, :status,
  :parentRun, :parentStep, :forkRun, :forkStep, :startKey)
