"""Who leads an initiative may be said in the sentence of its name or right after it."""

import pytest

from domain.gazetteers import Organisation, Sector
from domain.readings import PassageToRead
from nlp.codebook import default_codebook_text, load_codebook
from nlp.reading import Reader

MUNICIPALITY = Organisation(
    organisation_id="dorp",
    name="gemeente Dorpwijk",
    kind="gemeente",
    sector=Sector.PUBLIC,
)
CASES = [
    ("Programma Groene Erven start dit jaar. De gemeente Dorpwijk is trekker.", "dorp"),
    ("De gemeente Dorpwijk trekt het Programma Groene Erven.", "dorp"),
    ("Programma Groene Erven wordt getrokken door de gemeente Dorpwijk.", "dorp"),
    ("Programma Groene Erven loopt tot 2030. Trekker: gemeente Dorpwijk.", "dorp"),
    ("Programma Groene Erven loopt. De gemeente Dorpwijk wacht af.", ""),
    ("Programma Groene Erven loopt. Er is geen trekker gevonden.", ""),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    book = load_codebook(default_codebook_text())
    return Reader(book, places=(), organisations=(MUNICIPALITY,), model="blank")


@pytest.mark.parametrize(("text", "lead"), CASES)
def test_the_lead_is_who_the_text_calls_so(
    reader: Reader, text: str, lead: str
) -> None:
    (reading,) = reader.read([PassageToRead(passage_id="p", text=text, language="nl")])
    assert [mention.lead_id for mention in reading.initiatives] == [lead]
