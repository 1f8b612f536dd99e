"""A declared CBS table in, its answers in the landing and read back out."""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from types import ModuleType

from domain.errors import (
    FeitenbasisError,
    SettingsInvalid,
    SourceIncomplete,
    SourceUnreachable,
)
from domain.figures import FigureTable
from domain.identifiers import sha256_hex
from domain.landing import LandedItem, Manifest
from domain.open_declarations import CbsSource
from sources import cbs_v3, cbs_v4
from sources.cbs_question import Question, question_for
from sources.landed_answers import QUESTION, AnswersIn, AnswersOut
from sources.landing import LandingStore
from sources.open_door import NotThere, OpenDoor

_PROVISIONAL = "Voorlopig"
_CODE_OF_4 = re.compile(r"[A-Z][0-9]{6}(_[0-9]+)?")


def collect_cbs(
    declaration: CbsSource,
    *,
    source_id: str,
    landing: LandingStore,
    earlier: Manifest | None = None,
    door: OpenDoor | None = None,
) -> Manifest:
    """Land what a table answers; ask only its record if that did not change.

    Version 4 is asked first; where it lacks the table or does not answer, version 3.
    Raises ``SettingsInvalid`` for what the table does not know, unless it gave figures
    for the same question before: then the table has changed and not the declaration,
    which is ``SourceIncomplete``, as are answers without any figure.
    """
    where = _where(source_id)
    pause = declaration.pause_seconds
    is_proven = _gave_figures(declaration, earlier)
    with door or OpenDoor(where=where, pause_seconds=pause) as opened:
        try:
            items = _collect(declaration, cbs_v4, opened, landing, earlier)
        except (NotThere, SourceUnreachable) as first:
            try:
                items = _collect(declaration, cbs_v3, opened, landing, earlier)
            except FeitenbasisError as second:
                raise _surer(first, second, is_proven=is_proven) from None
        except SettingsInvalid as error:
            raise (_changed(error) if is_proven else error) from None
    manifest = Manifest(
        source_id=source_id,
        kind=declaration.kind,
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        items=tuple(items),
    )
    read_cbs(declaration, manifest, landing=landing)
    return manifest


def _surer(
    first: FeitenbasisError, second: FeitenbasisError, *, is_proven: bool
) -> FeitenbasisError:
    """Return which of two failures to tell: of version 4, or after it of version 3.

    Version 3 only decides where version 4 does not have the table. Measures have other
    codes there, so what it does not know of a question that was answered before, or
    of a code of version 4, says nothing of the declaration.
    """
    if not isinstance(first, NotThere) or isinstance(second, NotThere):
        return first
    if not isinstance(second, SettingsInvalid):
        return second
    name = str(second.values.get("name", ""))
    if is_proven or _CODE_OF_4.fullmatch(name):
        return SourceIncomplete(
            "cbs_older_lacks", where=second.place, problem=second.problem
        )
    return second


def _changed(error: SettingsInvalid) -> SourceIncomplete:
    return SourceIncomplete(
        "cbs_changed", where=error.place, problem=error.problem, advice=error.advice
    )


def _gave_figures(declaration: CbsSource, earlier: Manifest | None) -> bool:
    """Tell whether the same question was answered with figures before."""
    items = earlier.items if earlier else ()
    asked = sha256_hex(_asked(declaration))
    is_same = any(item.name == QUESTION and item.sha256 == asked for item in items)
    return is_same and any(item.row_count for item in items)


def read_cbs(
    declaration: CbsSource, manifest: Manifest, *, landing: LandingStore
) -> FigureTable:
    """Return the table of figures that was landed."""
    where = _where(manifest.source_id)
    answers = AnswersIn(manifest.items, landing=landing, where=where)
    version = cbs_v4 if cbs_v4.IDENTITY in answers.names() else cbs_v3
    question = _question(declaration, version, answers, where=where)
    shape = question.shape
    regions = version.codes_in(answers, shape.region) if shape.region else []
    periods = version.codes_in(answers, shape.period) if shape.period else []
    return FigureTable(
        table=declaration.table,
        measures={measure.code: measure for measure in question.measures},
        regions={each.code: each.title for each in regions},
        provisional=frozenset(
            each.code for each in periods if _PROVISIONAL in each.status
        ),
        observations=tuple(version.observations_in(answers, shape, question.measures)),
    )


def _collect(
    declaration: CbsSource,
    version: ModuleType,
    door: OpenDoor,
    landing: LandingStore,
    earlier: Manifest | None,
) -> Iterable[LandedItem]:
    base = declaration.url if version is cbs_v4 else declaration.older_url
    address = f"{base}/{declaration.table}"
    landed = AnswersOut(landing=landing, where=door.where)
    landed.put(QUESTION, _asked(declaration))
    version.fetch_identity(door, address, landed)
    if earlier is not None and _is_unchanged(landed.items, earlier, landing):
        return earlier.items
    version.fetch_shape(door, address, landed)
    if version is cbs_v3:
        landed.items += _measures_of_4(declaration, earlier, landing)
    question = _question(declaration, version, landed.read(), where=door.where)
    version.fetch_figures(door, address, question, landed)
    if not any(item.row_count for item in landed.items):
        raise SourceIncomplete("cbs_no_figures", where=door.where)
    return landed.items


def _measures_of_4(
    declaration: CbsSource, earlier: Manifest | None, landing: LandingStore
) -> list[LandedItem]:
    """Return what version 4 said of its measures, to know their titles by their codes.

    It stands in what is landed now as well, so that it is read the same next time.
    """
    table = json.dumps(declaration.table).encode()
    items = earlier.items if earlier else ()
    is_same = any(
        item.name == QUESTION and table in landing.get(item.sha256)
        for item in items
        if landing.path_of(item.sha256).exists()
    )
    return [
        item
        for item in items
        if is_same
        and item.name.startswith(f"{cbs_v4.MEASURES} ")
        and landing.path_of(item.sha256).exists()
    ]


def _question(
    declaration: CbsSource, version: ModuleType, answers: AnswersIn, *, where: str
) -> Question:
    return question_for(
        declaration,
        version.shape_in(answers),
        codes_of=lambda dimension: version.codes_in(answers, dimension),
        where=where,
    )


def _asked(declaration: CbsSource) -> bytes:
    """What decides which answers come; not how the source is called."""
    words = {"title", "publisher", "licence", "pause_seconds"}
    table = declaration.model_dump(mode="json", exclude=words)
    return json.dumps(table, sort_keys=True, ensure_ascii=False).encode()


def _is_unchanged(
    asked: list[LandedItem], earlier: Manifest, landing: LandingStore
) -> bool:
    """Tell whether the same was asked before, of a table that has not changed since."""
    held = {item.name: item.sha256 for item in earlier.items}
    is_same = all(held.get(item.name) == item.sha256 for item in asked)
    return is_same and all(
        landing.path_of(item.sha256).exists() for item in earlier.items
    )


def _where(source_id: str) -> str:
    return f"sources/{source_id}.toml"
