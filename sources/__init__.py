"""Doors in: surveys, documents, registers and reference tables."""
