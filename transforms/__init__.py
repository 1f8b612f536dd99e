"""Tidy tables, pseudonyms and redaction: pure functions, no files, no clock."""
