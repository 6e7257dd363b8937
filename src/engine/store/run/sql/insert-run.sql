-- add a run
INSERT INTO run (id, template, template_version, template_hash, title, actor, original_run, input, created_at, entry, status)
VALUES (:id, :template, :templateVersion, :templateHash, :title, :actor, :originalRun, :input, :createdAt, :entry, 'running')
