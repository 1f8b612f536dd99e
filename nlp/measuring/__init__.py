"""Two codings of the same passages in, how far they agree out."""
