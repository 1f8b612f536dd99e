"""The shipped tables and a workspace's registers in, places and organisations out."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from domain.errors import SettingsInvalid
from domain.gazetteers import Organisation, Place, PlaceKind, Sector
from domain.identifiers import slug
from domain.phrases import Phrase, phrase
from sources.reference.tooi_items import cbs_code, code_of
from sources.registers import read_register

HERE = Path(__file__).parent
PLACE_HEADINGS = ("naam", "soort", "code_cbs", "provincie", "aliassen")
PROVINCE_MARKS = frozenset(("L", "Gn", "GN", "Ut", "NB", "Gld", "NH"))
ORGANISATION_HEADINGS = ("naam", "soort", "sector", "tooi_uri", "aliassen")
PLACE_KINDS = {
    "gemeente": PlaceKind.MUNICIPALITY,
    "provincie": PlaceKind.PROVINCE,
    "plaats": PlaceKind.TOWN,
    "woonplaats": PlaceKind.TOWN,
    "dorp": PlaceKind.TOWN,
    "stad": PlaceKind.TOWN,
    "regio": PlaceKind.REGION,
    "gebied": PlaceKind.REGION,
    "water": PlaceKind.WATER,
    "wijk": PlaceKind.NEIGHBOURHOOD,
    "buurt": PlaceKind.NEIGHBOURHOOD,
    "overig": PlaceKind.OTHER,
}
SECTORS = {
    "publiek": Sector.PUBLIC,
    "overheid": Sector.PUBLIC,
    "privaat": Sector.PRIVATE,
    "markt": Sector.PRIVATE,
    "maatschappelijk": Sector.CIVIC,
    "kennis": Sector.KNOWLEDGE,
    "gemengd": Sector.MIXED,
    "onbekend": Sector.UNKNOWN,
    "": Sector.UNKNOWN,
}
_WATER_AUTHORITY = re.compile(
    r"(?:waterschap|hoogheemraadschap(?: van)?|wetterskip) ", re.IGNORECASE
)
_AUTHORITIES = ("gemeente", "provincie", "waterschap")
_KIND = re.compile(rf"(?:{'|'.join(_AUTHORITIES)}|hoogheemraadschap) ", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:de|het) ", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[A-ZÀ-Þ])")
_WATER_WORDS = ("waterschap", "hoogheemraadschap", "hoogheemraadschap van")
Row = dict[str, str]
Record = TypeVar("Record")


@cache
def read_places() -> tuple[Place, ...]:
    """Return every shipped place: provinces, municipalities, towns, waters, regions."""
    official = [_place(row) for row in _shipped("places.csv")]
    known = [
        Place(
            place_id=f"{row['kind']}-{slug(row['name'])}",
            name=row["name"],
            kind=PlaceKind(row["kind"]),
            aliases=_split(row["aliases"]),
            is_ambiguous=row["is_ambiguous"] == "1",
        )
        for row in _shipped("places_known.csv")
    ]
    return (*official, *known)


@cache
def read_organisations() -> tuple[Organisation, ...]:
    """Return every shipped organisation, each once, by id.

    The hand-written list adds aliases, and a finer kind and sector, to a body that
    stands in the government's register under the same name.
    """
    official = {
        row["name"].casefold(): _organisation(row)
        for row in _shipped("organisations.csv")
    }
    for row in _shipped("organisations_known.csv"):
        key = row["name"].casefold()
        official[key] = _known_organisation(row, registered=official.get(key))
    named = map(_with_other_spellings, official.values())
    return tuple(sorted(named, key=lambda o: o.organisation_id))


def _with_other_spellings(body: Organisation) -> Organisation:
    """Give an authority the names that people write besides the one in the register.

    "waterschap Rijnland", "hoogheemraadschap Stichtse Rijnlanden" without its article,
    "provincie Zuid Holland" without its hyphen.
    """
    if body.kind not in _AUTHORITIES:
        return body
    spellings = dict.fromkeys((body.name, *_names_of_water_authority(body)))
    plain = (_HYPHEN.sub(" ", each) for each in spellings if _KIND.match(each))
    known = {each.casefold() for each in (body.name, *body.aliases)}
    found = {each.casefold(): each for each in (*spellings, *plain)}
    others = (each for key, each in found.items() if key not in known)
    return replace(body, aliases=(*body.aliases, *others))


def _names_of_water_authority(body: Organisation) -> Iterator[str]:
    named = _WATER_AUTHORITY.match(body.name)
    if body.kind != "waterschap" or named is None:
        return
    own = body.name[named.end() :]
    bare = _ARTICLE.sub("", own)
    for each in dict.fromkeys((own, own.replace(" & ", " en "), bare)):
        yield from (f"{word} {each}" for word in _WATER_WORDS)


def read_place_register(data: bytes, *, name: str = "plaatsen.csv") -> dict[int, Place]:
    """Return the places a workspace adds in ``registers/``, by the number of the row.

    Raises ``SettingsInvalid`` for a file that cannot be read, another heading, a row
    without name, with a kind that is none or with a cell below no heading.
    """

    def place(row: Row, where: Phrase) -> Place:
        code = row["code_cbs"]
        return Place(
            place_id=code or f"plaats-{slug(row['naam'])}",
            name=row["naam"],
            kind=_choice(row["soort"], PLACE_KINDS, heading="soort", where=where),
            code_cbs=code,
            province=row["provincie"],
            aliases=_split(row["aliassen"]),
        )

    return dict(_register(data, name=name, headings=PLACE_HEADINGS, record=place))


def read_organisation_register(
    data: bytes, *, name: str = "organisaties.csv"
) -> dict[int, Organisation]:
    """Return the organisations a workspace adds, by the number of the row.

    Raises ``SettingsInvalid`` as ``read_place_register`` does.
    """

    def organisation(row: Row, where: Phrase) -> Organisation:
        uri = row["tooi_uri"].rstrip("/")
        return Organisation(
            organisation_id=code_of(uri) or slug(row["naam"]),
            name=row["naam"],
            kind=row["soort"] or "organisatie",
            sector=_choice(row["sector"], SECTORS, heading="sector", where=where),
            code_cbs=cbs_code(uri),
            tooi_uri=row["tooi_uri"],
            aliases=_split(row["aliassen"]),
        )

    return dict(
        _register(data, name=name, headings=ORGANISATION_HEADINGS, record=organisation)
    )


def _shipped(file_name: str) -> list[Row]:
    text = (HERE / file_name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def _place(row: Row) -> Place:
    return Place(
        place_id=row["place_id"],
        name=row["name"],
        kind=PlaceKind(row["kind"]),
        code_cbs=row["code_cbs"],
        tooi_uri=row["tooi_uri"],
        province=row["province"],
        aliases=_town_aliases(row),
        is_ambiguous=row["is_ambiguous"] == "1",
        municipality_id=row["municipality_id"],
        corop=row["corop"],
        successor_id=row["successor_id"],
        has_ended=row["has_ended"] == "1",
    )


def _organisation(row: Row) -> Organisation:
    return Organisation(
        organisation_id=row["organisation_id"],
        name=row["name"],
        kind=row["kind"],
        sector=Sector(row["sector"]),
        code_cbs=row["code_cbs"],
        tooi_uri=row["tooi_uri"],
        aliases=_split(row["aliases"]),
        is_ambiguous=row["is_ambiguous"] == "1",
        successor_id=row["successor_id"],
        has_ended=row["has_ended"] == "1",
    )


def _known_organisation(row: Row, *, registered: Organisation | None) -> Organisation:
    known = registered or Organisation(
        organisation_id=slug(row["name"]),
        name=row["name"],
        kind=row["kind"],
        sector=Sector(row["sector"]),
    )
    aliases = dict.fromkeys((*known.aliases, *_split(row["aliases"])))
    return replace(
        known,
        name=row["name"],
        kind=row["kind"],
        sector=Sector(row["sector"]),
        aliases=tuple(aliases),
        is_ambiguous=row["is_ambiguous"] == "1",
    )


def _town_aliases(row: Row) -> tuple[str, ...]:
    """Add what people say: "Haren Gn" is written so for the Haren of Noord-Brabant."""
    aliases = _split(row["aliases"])
    plain, _, province = row["name"].rpartition(" ")
    is_told_apart = row["kind"] == PlaceKind.TOWN and province in PROVINCE_MARKS
    return (*aliases, plain) if is_told_apart and plain not in aliases else aliases


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _register(
    data: bytes,
    *,
    name: str,
    headings: tuple[str, ...],
    record: Callable[[Row, Phrase], Record],
) -> Iterator[tuple[int, Record]]:
    file = f"registers/{name}"
    table = read_register(data, name=name)
    _check_headings(table.headings, headings=headings, where=file)
    for each in table.rows:
        where = phrase("at_line", file=file, line=each.number)
        if not each.cells.get("naam"):
            raise SettingsInvalid("gazetteer_row_unfit", where=where, headings=headings)
        yield each.number, record(dict.fromkeys(headings, "") | each.cells, where)


def _check_headings(
    found: Iterable[str], *, headings: tuple[str, ...], where: str
) -> None:
    names = set(found)
    unknown = sorted(names - set(headings))
    if "naam" not in names or unknown:
        raise SettingsInvalid(
            "gazetteer_columns_unknown" if unknown else "gazetteer_without_name",
            where=where,
            unknown=unknown,
            headings=headings,
        )


def _choice(
    value: str, choices: dict[str, Record], *, heading: str, where: Phrase
) -> Record:
    found = choices.get(value.lower())
    if found is None:
        allowed = ", ".join(name for name in choices if name)
        raise SettingsInvalid(
            "gazetteer_choice_unknown",
            where=where,
            value=value,
            heading=heading,
            allowed=allowed,
        )
    return found
