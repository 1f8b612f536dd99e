"""The organisations of the cases on initiatives in, a reader that knows them out."""

from domain.gazetteers import Organisation, Sector
from domain.readings import InitiativeMention, PassageToRead
from nlp.codebook import default_codebook_text, load_codebook
from nlp.reading import Reader


def body(organisation_id: str, name: str) -> Organisation:
    """Return a public body whose name opens with its kind."""
    kind = name.partition(" ")[0]
    return Organisation(
        organisation_id=organisation_id, name=name, kind=kind, sector=Sector.PUBLIC
    )


BODIES = (
    body("dorp", "gemeente Dorpwijk"),
    body("prov", "provincie Laakland"),
    body("vaart", "waterschap Vaart"),
    body("ggd", "GGD Laakland"),
    body("stroom", "Stroomnet"),
)


def reader_of_bodies() -> Reader:
    """Return a reader with the shipped codebook and no places."""
    book = load_codebook(default_codebook_text())
    return Reader(book, places=(), organisations=BODIES, model="blank")


def read(reader: Reader, text: str) -> list[InitiativeMention]:
    """Return the initiatives of one Dutch text."""
    (reading,) = reader.read([PassageToRead(passage_id="p", text=text, language="nl")])
    return list(reading.initiatives)
