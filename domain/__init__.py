"""The words of feitenbasis: records, settings and errors; no library but pydantic."""
