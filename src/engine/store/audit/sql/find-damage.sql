-- the first thing that SQLite itself finds wrong with the file, values of another type than their column's among it; "ok" where there is none
PRAGMA quick_check(1)
