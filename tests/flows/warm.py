"""Asks once for what modules keep, in the process of which commands are forks."""

from domain.readings import PassageToRead
from nlp.codebook import default_codebook_text, load_codebook
from nlp.reading import Reader
from sources.documents.language import language_of
from warehouse.checks import shared_checker

TEXT = "De gemeente bouwt niet te veel betaalbare woningen bij het station in het veen."
CODEBOOK = load_codebook(default_codebook_text())

shared_checker()
language_of(TEXT)
READER = Reader(CODEBOOK, places=(), organisations=(), model="auto")
list(READER.read([PassageToRead(passage_id="1", text=TEXT, language="nl")]))
