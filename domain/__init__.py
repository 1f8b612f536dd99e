"""The words of feitenbasis: frozen records, settings, errors; no library but pydantic."""
