"""Stored passages in, their mentions out: read in batches, each unit once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from domain.gazetteers import Organisation, Place, PlaceKind
from domain.identifiers import sha256_hex, slug
from domain.readings import (
    InitiativeKind,
    InitiativeMention,
    InitiativeStatus,
    LocatedMention,
    PassageReading,
    PassageToRead,
)
from flows.bookkeeping import once, register_items
from flows.code_version import room_version
from flows.run_context import RunContext
from nlp.codebook import Codebook, default_codebook_text, load_codebook
from nlp.reading import Reader
from nlp.resolve_initiatives import resolve_initiatives
from nlp.search_terms import SearchTerms, WordTerm
from sources.reference.gazetteers import (
    read_organisation_register,
    read_organisations,
    read_place_register,
    read_places,
)
from sources.registers import ORGANISATIONS, PLACES

STAGE = "reading"
RESOLVE = "resolve"
BATCH_PASSAGES = 1000
_MENTIONS = (
    "theme_mention",
    "organisation_mention",
    "place_mention",
    "initiative_mention",
    "passage_word",
)
_NAMED_IN_SURVEY = 0.6
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def read_codebook(context: RunContext) -> Codebook:
    """Return the team's codebook, or the built-in one."""
    own = context.workspace.codebook_file
    if own.is_file():
        return load_codebook(own.read_text(encoding="utf-8"))
    return load_codebook(default_codebook_text())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The names and themes that reading works with."""

    codebook: Codebook
    places: tuple[Place, ...]
    organisations: tuple[Organisation, ...]


def read_lists(context: RunContext) -> Lists:
    """Return the codebook, the reference lists and the team's own names."""
    region = context.settings.region.name
    places = [
        Place(place_id=f"regio-{slug(region)}", name=region, kind=PlaceKind.REGION)
    ]
    organisations: list[Organisation] = []
    for item in register_items(context, PLACES):
        places += read_place_register(context.landing.get(item.sha256))
    for item in register_items(context, ORGANISATIONS):
        organisations += read_organisation_register(context.landing.get(item.sha256))
    # The team's own come first: of two equal names the first one given wins.
    places += read_places()
    organisations += read_organisations()
    return Lists(
        codebook=read_codebook(context),
        places=tuple(places),
        organisations=tuple(organisations),
    )


def make_reader(context: RunContext, lists: Lists) -> Reader:
    """Return a reader for these lists and the model of the settings."""
    return Reader(
        lists.codebook,
        places=lists.places,
        organisations=lists.organisations,
        model=context.settings.reading.model,
    )


def make_terms(codebook: Codebook) -> SearchTerms:
    """Return search terms that know the parts of compounds in the codebook."""
    parts = {
        part
        for theme in codebook.themes
        for part in (*theme.parts, *theme.parts_head, *theme.parts_modifier)
    }
    return SearchTerms(parts)


def reading_inputs(context: RunContext, reader: Reader) -> dict[str, str]:
    """Return what the reading of each page or document depends on."""
    rows = context.warehouse.records(
        "SELECT page_key, string_agg(sha256(passage_id || text), '' "
        "ORDER BY passage_id) AS texts FROM passage GROUP BY page_key ORDER BY page_key"
    )
    version = f"{reader.fingerprint}|{room_version('flows/text_reading.py', 'nlp')}"
    return {
        row["page_key"]: sha256_hex(f"{row['texts']}|{version}".encode())
        for row in rows
    }


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
    reader: Reader,
    units: Sequence[str],
    inputs: dict[str, str],
    *,
    terms: SearchTerms,
) -> int:
    """Read the passages of some pages and documents in one transaction."""
    passages = context.warehouse.records(
        "SELECT passage_id, page_key, text, language, passage.kind, role "
        "FROM passage LEFT JOIN question USING (question_id) "
        "WHERE list_contains($units, page_key) ORDER BY page_key, passage_id",
        {"units": list(units)},
    )
    unit_of = {row["passage_id"]: row["page_key"] for row in passages}
    named = {
        row["passage_id"]: row["text"]
        for row in passages
        if row["role"] == "initiative_name"
    }
    to_read = [
        PassageToRead(
            passage_id=row["passage_id"],
            text=row["text"],
            language=row["language"],
            kind=row["kind"],
        )
        for row in passages
    ]
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in _MENTIONS}
    found: dict[str, dict[str, Any]] = {}
    found_places: dict[str, dict[str, Any]] = {}
    for reading, passage in zip(reader.read(to_read), to_read, strict=True):
        words = terms.find_terms(_WORD.findall(passage.text))
        _add_rows(rows, reading, unit_of[reading.passage_id], named, words)
        found |= {
            organisation.organisation_id: {**asdict(organisation), "is_known": False}
            for organisation in reading.found_organisations
        }
        found_places |= {
            place.place_id: {**asdict(place), "is_known": False}
            for place in reading.found_places
        }
    warehouse = context.warehouse
    with warehouse.transaction():
        for table, new in rows.items():
            warehouse.replace(table, new, scope={"page_key": list(units)})
        _append_new(context, "organisation", found)
        _append_new(context, "place", found_places)
        warehouse.mark_done(
            STAGE, {unit: inputs[unit] for unit in units}, run_id=context.run_id
        )
    return len(passages)


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
    rows: dict[str, list[dict[str, Any]]],
    reading: PassageReading,
    unit: str,
    named: dict[str, str],
    words: Sequence[WordTerm],
) -> None:
    here = {"passage_id": reading.passage_id, "page_key": unit}
    rows["theme_mention"] += [{**asdict(m), **here} for m in reading.themes]
    rows["organisation_mention"] += [
        {**asdict(m), "organisation_id": m.entity_id, **here}
        for m in reading.organisations
    ]
    rows["place_mention"] += [
        {**asdict(m), "place_id": m.entity_id, **here} for m in reading.places
    ]
    initiatives = reading.initiatives
    if reading.passage_id in named and not initiatives:
        initiatives = (_named_initiative(named[reading.passage_id]),)
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


def store_lists(context: RunContext, lists: Lists) -> None:
    """Replace themes, places and known organisations, if the lists changed."""
    themes = [
        {
            "theme_id": theme.theme_id,
            "parent_id": None,
            "position": position,
            "label_nl": theme.label_nl,
            "label_en": theme.label_en,
            "definition": theme.definition,
            "definition_en": theme.definition_en,
            "top_code": theme.top_code,
        }
        for position, theme in enumerate(lists.codebook.themes, start=1)
    ]
    places = [{**asdict(place), "is_known": True} for place in lists.places]
    bodies = [{**asdict(body), "is_known": True} for body in lists.organisations]
    warehouse = context.warehouse
    with once(context, "lists", f"{themes}{places}{bodies}") as is_new:
        if is_new:
            warehouse.replace("theme", themes)
            for table, rows in (("place", places), ("organisation", bodies)):
                ids = [row[f"{table}_id"] for row in rows]
                warehouse.delete(table, scope={"is_known": True})
                warehouse.delete(table, scope={f"{table}_id": ids})
                warehouse.append(table, rows)


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


def resolve(context: RunContext) -> int:
    """Bring all mentions together to initiatives, if any reading changed."""
    warehouse = context.warehouse
    ledger = warehouse.records(
        "SELECT item, input_hash FROM ledger WHERE stage = $stage ORDER BY item",
        {"stage": STAGE},
    )
    inputs = {"all": sha256_hex(f"{ledger}|{room_version('nlp')}".encode())}
    if not warehouse.undone(RESOLVE, inputs):
        return 0
    mentions = [_located(row) for row in warehouse.records(_LOCATED)]
    sectors = {
        row["organisation_id"]: row["sector"]
        for row in warehouse.records("SELECT organisation_id, sector FROM organisation")
    }
    initiatives = resolve_initiatives(mentions, sectors=sectors)
    ends = {
        (m.passage_id, m.mention.start_offset): m.mention.end_offset for m in mentions
    }
    with warehouse.transaction():
        warehouse.replace(
            "initiative",
            [
                {
                    **asdict(initiative),
                    **{
                        name: list(getattr(initiative, name))
                        for name in ("partner_ids", "place_ids", "theme_ids", "names")
                    },
                }
                for initiative in initiatives
            ],
        )
        warehouse.replace(
            "initiative_link",
            [
                {
                    "passage_id": passage_id,
                    "start_offset": start,
                    "end_offset": ends[passage_id, start],
                    "initiative_id": initiative.initiative_id,
                }
                for initiative in initiatives
                for passage_id, start in initiative.mentions
            ],
        )
        warehouse.mark_done(RESOLVE, inputs, run_id=context.run_id)
    return len(initiatives)


_LOCATED = """
SELECT
    initiative_mention.*,
    coalesce(passage.document_id, passage.question_id) AS context_id,
    (
        SELECT list(DISTINCT theme_id ORDER BY theme_id) FROM theme_mention
        WHERE theme_mention.passage_id = initiative_mention.passage_id
    ) AS theme_ids
FROM initiative_mention
INNER JOIN passage USING (passage_id)
ORDER BY passage_id, start_offset
"""


def _located(row: dict[str, Any]) -> LocatedMention:
    mention = InitiativeMention(
        start_offset=row["start_offset"],
        end_offset=row["end_offset"],
        text=row["text"],
        kind=InitiativeKind(row["kind"]),
        status=InitiativeStatus(row["status"]),
        rule=row["rule"],
        confidence=row["confidence"],
        abbreviation=row["abbreviation"] or "",
        lead_id=row["lead_id"] or "",
        partner_ids=tuple(row["partner_ids"]),
        place_ids=tuple(row["place_ids"]),
        start_year=row["start_year"] or 0,
        end_year=row["end_year"] or 0,
    )
    return LocatedMention(
        passage_id=row["passage_id"],
        context_id=row["context_id"],
        mention=mention,
        theme_ids=tuple(row["theme_ids"] or ()),
    )
