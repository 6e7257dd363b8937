-- keeps a state of a log at its first sighting
INSERT INTO sighting (origin, size, root, at, note) VALUES (:origin, :size, :root, :at, :note) ON CONFLICT DO NOTHING
