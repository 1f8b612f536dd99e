"""Numbers in, passages of the invented region and as many names as asked out.

The texts are those of the demo: plans, minutes and answers, written by hand.
"""

from itertools import islice

from domain.gazetteers import Organisation, Place, PlaceKind
from domain.readings import PassageToRead
from nlp.codebook import default_codebook_text, load_codebook
from nlp.reading import Reader
from sources.demo.blocks import plain, read_documents
from sources.demo.open_answers import read_open_answers
from sources.reference.gazetteers import read_organisations, read_places


def demo_passages(copies: int) -> list[PassageToRead]:
    """Return every paragraph and Dutch answer of the demo, ``copies`` times."""
    texts = [
        (plain(cell), "paragraph")
        for document in read_documents()
        for block in document.blocks
        for row in block.rows
        for cell in row
    ]
    texts += [
        (answer.text, "answer")
        for answer in read_open_answers()
        if answer.language == "nl"
    ]
    written = [(text, kind) for text, kind in texts if text]
    return [
        PassageToRead(
            passage_id=f"p{copy}-{number}", text=text, language="nl", kind=kind
        )
        for copy in range(copies)
        for number, (text, kind) in enumerate(written)
    ]


def reader_with(names: int, *, model: str) -> Reader:
    """Return a reader that knows this many names, invented ones where real ones end."""
    places, organisations = named(names)
    return Reader(
        load_codebook(default_codebook_text()),
        places=places,
        organisations=organisations,
        model=model,
    )


def named(count: int) -> tuple[list[Place], list[Organisation]]:
    """Return ``count`` names together: official ones first, half of them places."""
    organisations = list(islice(read_organisations(), count // 2))
    places = list(islice(read_places(), count - len(organisations)))
    lacking = count - len(organisations) - len(places)
    places += [
        Place(
            place_id=f"verzonnen-{number}",
            name=f"Meetdorp{number}",
            kind=PlaceKind.TOWN,
        )
        for number in range(lacking)
    ]
    return places, organisations
