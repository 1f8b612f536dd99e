"""Stored passages in, their mentions out: read in batches, each unit once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from domain.declarations import DocumentsSource
from domain.identifiers import sha256_hex
from domain.readings import (
    InitiativeKind,
    InitiativeMention,
    InitiativeStatus,
    PassageReader,
    PassageReading,
    PassageToRead,
)
from flows.code_version import room_version
from flows.run_context import RunContext
from nlp.changed_pieces import WORD
from nlp.correct_themes import decided_themes, with_decided_themes
from nlp.document_abbreviations import with_abbreviations
from nlp.namesakes import Namesakes, Provinces, region_key
from nlp.search_terms import SearchTerms, WordTerm
from sources.corrections import read_corrections

STAGE = "reading"
_ROOMS = ("flows/text_reading.py", "nlp", "domain/people.py", "domain/name_words.toml")
BATCH_PASSAGES = 1000
_MENTIONS = (
    "theme_mention",
    "organisation_mention",
    "place_mention",
    "initiative_mention",
    "stance_mention",
    "passage_word",
)
_NAMED_IN_SURVEY = 0.6
_THEME_IDS = "SELECT theme_id FROM theme"
_Row = dict[str, Any]


def reading_inputs(
    context: RunContext, reader: PassageReader, *, fingerprint: str | None = None
) -> dict[str, str]:
    """Return what the reading of each page or document depends on.

    With another ``fingerprint``: what it would be with a reader of that one.
    """
    rows = context.warehouse.records(_TEXTS)
    code = room_version(*_ROOMS)
    version = f"{fingerprint or reader.fingerprint}|{code}|{_region_members(context)}"
    decided = _decided_pages(context)
    regions = _declared_regions(context)
    told = {
        key: f"{decided.get(key, '')}{'|'.join(['', *regions.get(key, ())])}"
        for key in {*decided, *regions}
    }
    return {
        row["page_key"]: sha256_hex(
            f"{row['texts']}|{version}{told.get(row['page_key'], '')}".encode()
        )
        for row in rows
    }


def _region_members(context: RunContext) -> str:
    """Return which municipalities lie in the regions that settle shared names.

    Places count in the reader's fingerprint; how a team divides them does not.
    """
    declared = (
        each.region
        for each in context.declarations.values()
        if isinstance(each, DocumentsSource) and each.region
    )
    named = sorted({*declared, context.settings.region.name})
    rows = context.warehouse.records(
        "SELECT DISTINCT lower(region_name) AS name, place_id FROM place_region "
        "WHERE list_contains($names, lower(region_name)) ORDER BY ALL",
        {"names": [region_key(name) for name in named]},
    )
    return sha256_hex(repr(rows).encode()) if rows else ""


def _declared_regions(context: RunContext) -> dict[str, tuple[str, ...]]:
    """Return the regions that sources declare for their documents, by document."""
    regions = {
        source_id: declared.region
        for source_id, declared in context.declarations.items()
        if isinstance(declared, DocumentsSource) and declared.region
    }
    found: dict[str, tuple[str, ...]] = {}
    if regions:
        for row in context.warehouse.records(
            "SELECT DISTINCT document_id, source_id FROM source_file "
            "WHERE document_id IS NOT NULL ORDER BY ALL"
        ):
            if row["source_id"] in regions:
                own = found.get(row["document_id"], ())
                found[row["document_id"]] = (*own, regions[row["source_id"]])
    return found


def _decided_pages(context: RunContext) -> dict[str, str]:
    """Return what people decided about the passages of a page or document."""
    themes = _decided(context)
    if not themes:
        return {}
    pages: dict[str, str] = {}
    for row in context.warehouse.records(
        "SELECT passage_id, page_key FROM passage "
        "WHERE list_contains($ids, passage_id) ORDER BY passage_id",
        {"ids": sorted(themes)},
    ):
        said = f"|{row['passage_id']}:{','.join(themes[row['passage_id']])}"
        pages[row["page_key"]] = pages.get(row["page_key"], "") + said
    return pages


def _decided(context: RunContext) -> dict[str, tuple[str, ...]]:
    """Return what people decided, as far as the codebook of this run knows it."""
    known = {row["theme_id"] for row in context.warehouse.records(_THEME_IDS)}
    return decided_themes(read_corrections(context.workspace.corrections), known=known)


def batches(context: RunContext, units: Sequence[str]) -> Iterator[list[str]]:
    """Yield units together until they hold about a thousand passages."""
    sizes = {
        row["page_key"]: row["passages"]
        for row in context.warehouse.records(
            "SELECT page_key, count(*) AS passages FROM passage GROUP BY page_key"
        )
    }
    batch: list[str] = []
    for unit in units:
        batch.append(unit)
        if sum(sizes.get(member, 0) for member in batch) >= BATCH_PASSAGES:
            yield batch
            batch = []
    if batch:
        yield batch


def read_units(
    context: RunContext,
    reader: PassageReader,
    units: Sequence[str],
    inputs: dict[str, str],
    *,
    terms: SearchTerms,
    namesakes: Namesakes,
) -> int:
    """Read the passages of some pages and documents in one transaction."""
    passages = context.warehouse.records(_PASSAGES, {"units": list(units)})
    readings = _whole(
        reader.read(map(_to_read, passages)),
        passages,
        namesakes,
        regions=_declared_regions(context),
        home=namesakes.provinces_of(context.settings.region.name),
    )
    found = _found_in(passages, readings, terms, _decided(context))
    warehouse = context.warehouse
    with warehouse.transaction():
        for table, rows in found.mentions.items():
            warehouse.replace(table, rows, scope={"page_key": list(units)})
        _append_new(context, "organisation", found.organisations)
        _append_new(context, "place", found.places)
        warehouse.mark_done(
            STAGE, {unit: inputs[unit] for unit in units}, run_id=context.run_id
        )
    return len(passages)


_TEXTS = """
SELECT
    page_key,
    string_agg(
        sha256(concat_ws('|', passage_id, language, passage.kind, role, text)), ''
        ORDER BY passage_id
    ) AS texts
FROM passage LEFT JOIN question USING (question_id)
GROUP BY page_key
ORDER BY page_key
"""
_PASSAGES = """
SELECT passage_id, page_key, document_id, text, language, passage.kind, role
FROM passage LEFT JOIN question USING (question_id)
WHERE list_contains($units, page_key)
ORDER BY page_key, passage_id
"""


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows for the mention tables, and names that no list holds, by id."""

    mentions: dict[str, list[_Row]]
    organisations: dict[str, _Row]
    places: dict[str, _Row]


def _to_read(row: _Row) -> PassageToRead:
    return PassageToRead(
        passage_id=row["passage_id"],
        text=row["text"],
        language=row["language"],
        kind=row["kind"],
    )


def _whole(
    readings: Iterable[PassageReading],
    passages: Sequence[_Row],
    namesakes: Namesakes,
    *,
    regions: Mapping[str, tuple[str, ...]],
    home: Provinces,
) -> Iterator[PassageReading]:
    """Complete each reading with what the whole document tells, in the same order.

    An answer stands alone: what others wrote on its page tells nothing about it. Of
    answers ``home`` is known; a document may be about any region.
    """
    pairs = zip(readings, passages, strict=True)
    for document_id, members in groupby(pairs, key=lambda each: each[1]["document_id"]):
        own, rows = zip(*members, strict=True)
        if document_id is None:
            for reading in own:
                yield from namesakes.settle([reading], home=home)
            continue
        named = regions.get(document_id, ())
        declared = (namesakes.provinces_of(name) for name in named)
        texts = [row["text"] for row in rows]
        yield from namesakes.settle(
            with_abbreviations(own, texts), home=frozenset[str]().union(*declared)
        )


def _found_in(
    passages: Sequence[_Row],
    readings: Iterable[PassageReading],
    terms: SearchTerms,
    themes: Mapping[str, tuple[str, ...]],
) -> _Found:
    found = _Found({table: [] for table in _MENTIONS}, {}, {})
    for reading, row in zip(readings, passages, strict=True):
        reading = with_decided_themes(
            reading, themes.get(row["passage_id"]), length=len(row["text"])
        )
        words = terms.find_terms(WORD.findall(row["text"]))
        _add_rows(found.mentions, reading, row, words)
        for body in reading.found_organisations:
            unknown = {**asdict(body), "is_known": False}
            found.organisations[body.organisation_id] = unknown
        for place in reading.found_places:
            found.places[place.place_id] = {**asdict(place), "is_known": False}
    return found


def _append_new(
    context: RunContext, table: str, found: dict[str, dict[str, Any]]
) -> None:
    """Keep entities that no list holds, once each, in order of id."""
    known = {
        row["id"]
        for row in context.warehouse.records(f"SELECT {table}_id AS id FROM {table}")  # noqa: S608 - two fixed names
    }
    new = [row for key, row in sorted(found.items()) if key not in known]
    context.warehouse.append(table, new)


def _add_rows(
    rows: dict[str, list[_Row]],
    reading: PassageReading,
    passage: _Row,
    words: Sequence[WordTerm],
) -> None:
    here = {"passage_id": reading.passage_id, "page_key": passage["page_key"]}
    rows["theme_mention"] += [{**asdict(m), **here} for m in reading.themes]
    rows["organisation_mention"] += [
        {**asdict(m), "organisation_id": m.entity_id, **here}
        for m in reading.organisations
    ]
    rows["place_mention"] += [
        {**asdict(m), "place_id": m.entity_id, **here} for m in reading.places
    ]
    rows["stance_mention"] += [{**asdict(m), **here} for m in reading.stances]
    initiatives = reading.initiatives
    if passage["role"] == "initiative_name" and not initiatives:
        initiatives = (_named_initiative(passage["text"]),)
    rows["initiative_mention"] += [
        {
            **asdict(m),
            "partner_ids": list(m.partner_ids),
            "place_ids": list(m.place_ids),
            **here,
        }
        for m in initiatives
    ]
    rows["passage_word"] += [{**asdict(word), **here} for word in words]


def _named_initiative(text: str) -> InitiativeMention:
    """What a respondent wrote in the field for the name of an initiative is one."""
    return InitiativeMention(
        start_offset=0,
        end_offset=len(text),
        text=text,
        kind=InitiativeKind.PROJECT,
        status=InitiativeStatus.UNKNOWN,
        rule="survey_field",
        confidence=_NAMED_IN_SURVEY,
    )


def drop_gone_units(context: RunContext, units: set[str]) -> None:
    """Remove the mentions of pages and documents that are gone."""
    warehouse = context.warehouse
    with warehouse.transaction():
        gone = warehouse.forget_items(STAGE, units)
        for table in _MENTIONS:
            warehouse.delete(table, scope={"page_key": gone})
        for table in ("organisation", "place"):
            warehouse.connection.execute(
                f"DELETE FROM {table} WHERE NOT is_known AND {table}_id NOT IN "  # noqa: S608 - two fixed names
                f"(SELECT {table}_id FROM {table}_mention)"
            )
