-- the witness's private key
SELECT seed FROM witness_key WHERE id = 1
