"""A workspace in, the names and themes that reading works with out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from domain.corrections import Correction
from domain.gazetteers import Organisation, Place, PlaceKind, PlaceRegion
from domain.identifiers import slug
from domain.open_declarations import TooiSource
from domain.phrases import in_words
from domain.readings import PassageReader
from domain.workspace import Workspace
from flows.bookkeeping import once, register_items
from flows.redacting import redactor_of
from flows.run_context import RunContext, read_settings
from flows.team_names import RegisterFile, team_names
from nlp.changed_pieces import compound_parts
from nlp.codebook import Codebook, default_codebook_text, load_codebook
from nlp.correct_organisations import corrected_organisations
from nlp.learning.reading import LearnedReader, fits
from nlp.learning.stored import StoredModel, model_from_bytes
from nlp.measuring.rule_figures import rule_figures
from nlp.model_figures import model_figures
from nlp.namesakes import Namesakes
from nlp.reading import Reader
from nlp.search_terms import SearchTerms
from sources.corrections import read_corrections
from sources.reference.divisions import read_division_register, read_divisions
from sources.reference.gazetteers import (
    read_organisation_register,
    read_organisations,
    read_place_register,
    read_places,
)
from sources.reference.top_terms import read_top_terms
from sources.registers import DIVISIONS, ORGANISATIONS, PLACES, register_files
from sources.tooi import read_tooi_lists

_NAMED = ["place", "organisation"]
Registered = tuple[tuple[Place, ...], tuple[Organisation, ...]]
"""Places and organisations of registers that a source landed."""


def read_codebook(context: RunContext) -> Codebook:
    """Return the team's codebook, or the built-in one."""
    return codebook_of(context.workspace)


def codebook_of(workspace: Workspace | None) -> Codebook:
    """Return the codebook of a workspace, or the built-in one."""
    if workspace is not None and workspace.codebook_file.is_file():
        return load_codebook(workspace.codebook_file.read_bytes())
    return load_codebook(default_codebook_text())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The names and themes that reading works with."""

    codebook: Codebook
    places: tuple[Place, ...]
    organisations: tuple[Organisation, ...]
    bodies: Mapping[str, str]
    refused: Sequence[Mapping[str, Any]] = ()
    """Rows of registers that are set apart, for ``quarantine``, with phrases."""


def read_lists(context: RunContext) -> Lists:
    """Return the codebook, the reference lists and the team's own names."""
    return _lists(
        read_codebook(context),
        region=context.settings.region.name,
        places=_landed(context, PLACES),
        organisations=_landed(context, ORGANISATIONS),
        corrections=read_corrections(context.workspace.corrections),
        registered=_registered(context),
        count_personal_data=redactor_of(context).count_patterned,
    )


def _landed(context: RunContext, stem: str) -> list[RegisterFile]:
    return [
        RegisterFile(item.name, context.landing.get(item.sha256))
        for item in register_items(context, stem)
    ]


def _registered(context: RunContext) -> Registered:
    """Return the places and bodies of the TOOI lists that a source landed."""
    found: list[Registered] = []
    for source_id, manifest in sorted(context.manifests.items()):
        if isinstance(context.declarations.get(source_id), TooiSource):
            lists = [context.landing.get(item.sha256) for item in manifest.items]
            where = f"sources/{source_id}.toml"
            found.append(read_tooi_lists(lists, where=where))
    places = tuple(place for each, _ in found for place in each)
    return places, tuple(body for _, each in found for body in each)


def lists_of(workspace: Workspace | None) -> Lists:
    """Return the lists as they stand in a workspace now, or the built-in ones.

    Nothing is published of them, so no name is set apart.
    """
    if workspace is None:
        return _lists(codebook_of(None))
    return _lists(
        codebook_of(workspace),
        region=read_settings(workspace).region.name,
        places=_register(workspace, PLACES),
        organisations=_register(workspace, ORGANISATIONS),
        corrections=read_corrections(workspace.corrections),
    )


def _register(workspace: Workspace, stem: str) -> list[RegisterFile]:
    """Return the registers of one name, as ``collect`` would land them."""
    return [
        RegisterFile(path.name, path.read_bytes())
        for path in register_files(workspace.registers)
        if path.stem.lower() == stem
    ]


def _lists(
    codebook: Codebook,
    *,
    region: str = "",
    places: Sequence[RegisterFile] = (),
    organisations: Sequence[RegisterFile] = (),
    corrections: Sequence[Correction] = (),
    registered: Registered = ((), ()),
    count_personal_data: Callable[[str], int] | None = None,
) -> Lists:
    named = [
        Place(place_id=f"regio-{slug(name)}", name=name, kind=PlaceKind.REGION)
        for name in filter(None, [region])
    ]
    own, refused = team_names(
        places,
        read_place_register,
        table="place",
        count_personal_data=count_personal_data,
    )
    bodies, refused_bodies = team_names(
        organisations,
        read_organisation_register,
        table="organisation",
        count_personal_data=count_personal_data,
    )
    # The team's own come first: of two equal names the first one given wins.
    return Lists(
        codebook=codebook,
        places=(*named, *own, *_renewed(read_places(), by=registered[0])),
        organisations=corrected_organisations(
            (*bodies, *_bodies_of_today(registered[1])), corrections
        ),
        bodies=_only_ones(bodies),
        refused=(*refused, *refused_bodies),
    )


def _renewed(shipped: Sequence[Place], *, by: Sequence[Place]) -> Iterator[Place]:
    """Give the shipped places as a register of today has them, and its new ones."""
    today = {place.place_id: place for place in by}
    for place in shipped:
        yield today.pop(place.place_id, place)
    yield from today.values()


def _bodies_of_today(registered: Sequence[Organisation]) -> Iterator[Organisation]:
    """Give a register's new bodies, and the shipped ones as it has them."""
    shipped = read_organisations()
    known = {body.organisation_id for body in shipped}
    today = {body.organisation_id: body for body in registered}
    yield from (body for code, body in today.items() if code not in known)
    for body in shipped:
        yield today.get(body.organisation_id, body)


def _only_ones(own: Sequence[Organisation]) -> dict[str, str]:
    """Return the organisations that are the only one of their kind in the register."""
    by_kind: dict[str, list[str]] = {}
    for body in own:
        by_kind.setdefault(body.kind.lower(), []).append(body.organisation_id)
    return {kind: ids[0] for kind, ids in by_kind.items() if len(ids) == 1}


def make_reader(context: RunContext, lists: Lists) -> PassageReader:
    """Return a reader for these lists and the model of the settings."""
    return reader_for(
        lists, model=context.settings.reading.model, workspace=context.workspace
    )


def reader_for(
    lists: Lists, *, model: str, workspace: Workspace | None
) -> PassageReader:
    """Return a reader, with what was learned in the workspace where that fits."""
    reader = Reader(
        lists.codebook,
        places=lists.places,
        organisations=lists.organisations,
        model=model,
        bodies=lists.bodies,
    )
    stored = learned_in(workspace) if workspace else None
    if stored is None or not fits(stored.model, lists.codebook):
        return reader
    return LearnedReader(reader, stored, codebook=lists.codebook)


def learned_in(workspace: Workspace) -> StoredModel | None:
    """Return the model that `learn` left in a workspace, if it did."""
    path = workspace.learned_model
    if not path.is_file():
        return None
    return model_from_bytes(path.read_bytes(), where=f".feitenbasis/{path.name}")


def make_terms(codebook: Codebook) -> SearchTerms:
    """Return search terms that know the parts of compounds in the codebook."""
    return SearchTerms(compound_parts(codebook))


def make_namesakes(context: RunContext, lists: Lists) -> Namesakes:
    """Return what tells places and bodies of one name apart: where they lie."""
    return Namesakes(
        lists.places,
        _regions(context, lists),
        organisations=lists.organisations,
    )


def store_model_figures(context: RunContext, codebook: Codebook) -> None:
    """Keep how well model and rules in use read, for every publication to show."""
    language = context.settings.language
    measured = (
        *rule_figures(codebook.version_hash, language=language),
        *model_figures(context.settings.reading.model, language=language),
    )
    figures = [asdict(each) for each in measured]
    with once(context, "model figures", str(figures)) as is_new:
        if is_new:
            context.warehouse.replace("model_figure", figures)


def _regions(context: RunContext, lists: Lists) -> Iterator[PlaceRegion]:
    """Give the regions of municipalities: as shipped, and as the team divides them."""
    yield from read_divisions()
    for item in register_items(context, DIVISIONS):
        data = context.landing.get(item.sha256)
        yield from read_division_register(data, name=item.name, places=lists.places)


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
            "top_code": theme.top_code or None,
        }
        for position, theme in enumerate(lists.codebook.themes, start=1)
    ]
    places = [{**asdict(place), "is_known": True} for place in lists.places]
    bodies = [{**asdict(body), "is_known": True} for body in lists.organisations]
    warehouse = context.warehouse
    regions = [asdict(region) for region in _regions(context, lists)]
    terms = [asdict(term) for term in read_top_terms()]
    refused = in_words(lists.refused, language=context.settings.language)
    told = f"{themes}{places}{bodies}{regions}{terms}{refused}"
    with once(context, "lists", told) as is_new:
        if is_new:
            warehouse.replace("top_term", terms)
            warehouse.replace("theme", themes)
            warehouse.replace("place_region", regions)
            warehouse.delete("quarantine", scope={"table_name": _NAMED})
            warehouse.append("quarantine", refused)
            for table, rows in (("place", places), ("organisation", bodies)):
                ids = [row[f"{table}_id"] for row in rows]
                warehouse.delete(table, scope={"is_known": True})
                warehouse.delete(table, scope={f"{table}_id": ids})
                warehouse.append(table, rows)
