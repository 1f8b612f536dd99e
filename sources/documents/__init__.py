"""Files in, one clean text with its passages out: the readers of documents."""
