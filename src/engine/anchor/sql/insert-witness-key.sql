-- keeps the witness's private key
INSERT INTO witness_key (id, seed) VALUES (1, :seed)
