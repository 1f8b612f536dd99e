"""The words of feitenbasis: frozen records, settings and errors; no libraries but pydantic."""
