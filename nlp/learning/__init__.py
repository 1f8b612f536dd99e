"""Texts that people coded in, a model that proposes codes for other texts out."""
