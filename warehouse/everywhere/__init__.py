"""A published base in, whether other engines give the same answers out."""
