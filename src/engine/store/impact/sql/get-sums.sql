-- the hash of what one chunk added to the figures of its impact, and the bytes where they are still kept
SELECT sha256, data FROM impact_sums WHERE run = :run AND chunk = :chunk
