"""Names of bodies and places that are known in, the id of a name out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from domain.identifiers import slug, stable_id


def single_ids(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the id of every name (in small letters) that means one thing only."""
    ids: dict[str, set[str]] = defaultdict(set)
    for name, entity_id in names:
        ids[name.casefold()].add(entity_id)
    return {name: min(found) for name, found in ids.items() if len(found) == 1}


def entity_id(name: str, *, known: Mapping[str, str], prefix: str) -> str:
    """Return the id of a name: the known one, or one made of its words."""
    known_id = known.get(name.casefold())
    if known_id:
        return known_id
    # A name in another script has no Latin letters to make a slug of.
    return f"{prefix}-{slug(name)}" if slug(name) else stable_id(prefix, name)


def tidy_name(text: str) -> str:
    """Return a name as it stands in a text, on one line."""
    return " ".join(text.replace("\\", "").split())
