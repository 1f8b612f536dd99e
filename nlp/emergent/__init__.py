"""Texts in, the subjects that rise from them beside the codebook out."""
