-- a page of runs, newest first; of one template where it is given
SELECT id, template, template_version AS templateVersion, template_hash AS templateHash, title, actor, original_run AS originalRun, input,
  created_at AS createdAt, status, ended_at AS endedAt, output, failure
FROM run WHERE :template IS NULL OR template = :template ORDER BY rowid DESC LIMIT :limit OFFSET :after
