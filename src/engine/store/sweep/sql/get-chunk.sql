-- one chunk of a sweep, with its bytes where they are still kept
SELECT units, sha256, data, entry FROM sweep_chunk WHERE run = :run AND chunk = :chunk
