"""Many rows at once: storing, checking, building and publishing with DuckDB."""
