"""Making the Dutch model that is shipped: corpus in, model folder out."""
