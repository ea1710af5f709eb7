-- What is filled here is made anew when it is lost: nothing waits for the disk, and everything fits in memory.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA foreign_keys = OFF;
PRAGMA cache_size = -3000000;
PRAGMA temp_store = MEMORY;
