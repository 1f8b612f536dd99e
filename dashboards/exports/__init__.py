"""A published base in, files for other programs out: one module per form."""
