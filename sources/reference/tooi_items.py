"""JSON-LD items of the TOOI registers in, rows of municipalities and bodies out."""

from collections.abc import Iterable, Iterator
from typing import Any

ONT = "https://identifier.overheid.nl/tooi/def/ont/"
PROV = "http://www.w3.org/ns/prov#"
KINDS = {
    "gemeente": "gemeente",
    "provincie": "provincie",
    "waterschap": "waterschap",
    "so": "samenwerkingsverband",
    "oorg": "rijksorganisatie",
    "zbo": "zelfstandig bestuursorgaan",
    "col": "openbaar lichaam",
}
KINDS_BY_START = {
    "omgevingsdienst": "omgevingsdienst",
    "regionale uitvoeringsdienst": "omgevingsdienst",
    "dcmr": "omgevingsdienst",
    "rud ": "omgevingsdienst",
    "ggd": "GGD",
    "gemeentelijke gezondheidsdienst": "GGD",
    "gemeenschappelijke gezondheidsdienst": "GGD",
    "veiligheidsregio": "veiligheidsregio",
}
PLACE_ALIASES = {
    "'s-Gravenhage": ("Den Haag",),
    "'s-Hertogenbosch": ("Den Bosch",),
    "Fryslân": ("Friesland",),
    "Noord-Brabant": ("Brabant",),
    "Súdwest-Fryslân": ("Zuidwest-Friesland",),
    "Noardeast-Fryslân": ("Noordoost-Friesland",),
}
# Official spellings that nobody writes; the everyday form becomes the alias.
SHORTENED = {
    "Gemeentelijke Gezondheidsdienst": "GGD",
    "Gemeenschappelijke Gezondheidsdienst": "GGD",
    "Regionale Uitvoeringsdienst": "RUD",
    "Regionale uitvoeringsdienst": "RUD",
}

# Two letters ("NA", "No", "GR") stand for too many things.
SHORTEST_ALIAS = 3
# The end of other bodies in the register may still be to come.
TERRITORIAL = frozenset(("gemeente", "waterschap"))
WITH_CBS_CODE = frozenset(("gemeente", "provincie"))
GENERIC_ALIASES = frozenset(("RUD", "GGD", "ISD", "VR"))

Item = dict[str, Any]
Row = dict[str, str]


def value(item: Item, key: str) -> str:
    """Return the first value or target of one JSON-LD property, else nothing."""
    found = item.get(key)
    return str(found[0].get("@value", found[0].get("@id", ""))) if found else ""


def code_of(uri: str) -> str:
    """Return the last part of a TOOI URI (``gm0344``)."""
    return uri.rsplit("/", 1)[-1]


def successors(items: Iterable[Item]) -> dict[str, str]:
    """Return for every ended body the first body that took its place."""
    found: dict[str, str] = {}
    for item in items:
        heirs = [*item.get(PROV + "generated", []), *item.get(PROV + "used", [])]
        for ended in item.get(PROV + "invalidated", []):
            if heirs and "wzg_" in item["@id"]:
                found.setdefault(code_of(ended["@id"]), code_of(heirs[0]["@id"]))
    return found


def current_successor(code: str, *, heirs: dict[str, str], ended: set[str]) -> str:
    """Follow the line of successors up to a body that still exists."""
    seen: set[str] = set()
    while code in ended and code in heirs and code not in seen:
        seen.add(code)
        code = heirs[code]
    return "" if code in ended else code


def kind_of(uri: str) -> str:
    """Return the kind of body in a TOOI URI (``gemeente``)."""
    return uri.split("/id/")[-1].split("/")[0]


def cbs_code(uri: str) -> str:
    """Return the code CBS gives to the area of a body, else nothing."""
    return code_of(uri).upper() if kind_of(uri) in WITH_CBS_CODE else ""


def ended_bodies(items: Iterable[Item]) -> dict[str, str]:
    """Return each ended municipality and water authority with its present heir."""
    listed = list(items)
    ended = {
        code_of(item["@id"])
        for item in listed
        if ONT + "einddatum" in item
        and ONT + "organisatiecode" in item
        and kind_of(item["@id"]) in TERRITORIAL
    }
    heirs = successors(listed)
    return {code: current_successor(code, heirs=heirs, ended=ended) for code in ended}


def is_item(item: Item, kind: str) -> bool:
    """Tell whether an item is a present or ended body of one TOOI kind."""
    types = item.get("@type", [])
    return ONT + kind in types and ONT + "HistorischeVersie" not in types


def municipality_rows(items: list[Item]) -> Iterator[Row]:
    """Yield provinces and municipalities, ended ones with their successor."""
    provinces = {
        code_of(i["@id"]): value(i, ONT + "officieleNaamExclSoort")
        for i in items
        if is_item(i, "Provincie")
    }
    uris = {code_of(i["@id"]): i["@id"] for i in items if is_item(i, "Provincie")}
    for code, name in provinces.items():
        row = place_row(code.upper(), name=name, kind="province", province=name)
        row["tooi_uri"] = uris[code]
        yield row
    ended = ended_bodies(items)
    for item in (i for i in items if is_item(i, "Gemeente")):
        code = code_of(item["@id"])
        row = place_row(
            code.upper(),
            name=value(item, ONT + "officieleNaamExclSoort"),
            kind="municipality",
            province=provinces[code_of(value(item, ONT + "ligtInProvincie"))],
        )
        row["has_ended"] = str(int(code in ended))
        row["successor_id"] = ended.get(code, "").upper()
        row["tooi_uri"] = item["@id"]
        yield row


def place_row(place_id: str, *, name: str, kind: str, province: str) -> Row:
    """Return one row of the table of places; ``Bergen (NH)`` is found as Bergen."""
    aliases = list(PLACE_ALIASES.get(name, ()))
    if name.endswith(")"):
        aliases.append(name.split(" (")[0])
    return {
        "place_id": place_id,
        "name": name,
        "kind": kind,
        "code_cbs": place_id,
        "province": province,
        "aliases": "|".join(aliases),
    }


def organisation_kind(tooi_kind: str, *, name: str) -> str:
    """Return our word for a kind of body, finer than the register where names tell."""
    for start, kind in KINDS_BY_START.items():
        if name.lower().startswith(start):
            return kind
    return KINDS[tooi_kind]


def organisation_aliases(item: Item, *, name: str) -> list[str]:
    """Return the abbreviation and other names the register gives, and short forms."""
    found = [value(item, ONT + key) for key in ("afkorting", "alternatieveNaam")]
    found = [alias for alias in found if len(alias) >= SHORTEST_ALIAS]
    for long, short in SHORTENED.items():
        if name.startswith(long):
            found.append(name.replace(long, short, 1))
    if name.endswith(")"):
        found.append(name.split(" (")[0])
    found = [alias for alias in found if alias not in GENERIC_ALIASES]
    return [alias for alias in dict.fromkeys(found) if alias != name]
