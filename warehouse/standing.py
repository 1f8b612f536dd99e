"""What was shown before and what counts now in, what is held back of it out.

Two publications are safe to lay side by side if in every group of every survey either
nobody or at least ``smallest_group`` people changed. Who came in and would break that
is held back until there are enough. Where somebody went or changed an answer and that
breaks it, the earlier answer is no more: then the figures of the whole wave stand as
they were published. The same holds for every base of figures by itself: where too few
of those who changed answered a question, that question stands (``standing_figures``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from warehouse.before import keep_difference
from warehouse.kept_people import read_people, write_people

_TEXTS = ("kind", "subject_id", "base_id", "person", "version", "place")
_RECORD = pa.schema(
    {"wave": pa.int64()}
    | dict.fromkeys(_TEXTS, pa.string())
    | {"figures_on": pa.date32()}
)
_CHANGED = """
WITH shown AS (
    SELECT wave, person, version, string_split(place, ' ') AS groups
    FROM shown_before WHERE kind = 'response'
)
SELECT
    wave,
    coalesce(mark.person, shown.person) AS person,
    mark.survey_id,
    mark.response_id,
    shown.version IS NOT NULL AS is_lost,
    list_distinct(coalesce(mark.groups, []) || coalesce(shown.groups, [])) AS groups
FROM middle.candidate_mark AS mark FULL JOIN shown USING (wave, version)
WHERE
    wave IN (SELECT wave FROM middle.candidate_mark)
    AND wave IN (
        SELECT wave FROM shown GROUP BY wave
        HAVING count(DISTINCT person) >= getvariable('smallest_group')
    )
    AND mark.groups IS DISTINCT FROM shown.groups
"""
_BROKEN = """
WITH
-- A base of fewer people showed nothing that could be subtracted.
compared AS (
    SELECT wave, kind, subject_id, base_id FROM shown_before
    WHERE kind <> 'response'
    GROUP BY ALL HAVING count(DISTINCT person) >= getvariable('smallest_group')
),
broken AS (
    SELECT wave, kind, subject_id
    FROM figure_difference SEMI JOIN compared USING (wave, kind, subject_id, base_id)
    GROUP BY wave, kind, subject_id, base_id, place
    HAVING count(DISTINCT person) < getvariable('smallest_group')
    UNION
    SELECT wave, kind, coalesce(counted.asked_question_id, must.subject_id)
    FROM must_stand AS must
    LEFT JOIN middle.counted_question AS counted
        ON must.kind = 'answer' AND must.subject_id = counted.question_id
)
SELECT wave, kind, subject_id, min(figures_on) AS figures_on
FROM shown_before SEMI JOIN broken USING (wave, kind, subject_id)
GROUP BY ALL ORDER BY ALL
"""
_AFTER = """
WITH candidate AS (
    SELECT
        wave, 'response' AS kind, '' AS subject_id, '' AS base_id, person, version,
        array_to_string(groups, ' ') AS place
    FROM middle.candidate_mark
    ANTI JOIN middle.held_response USING (survey_id, response_id)
    UNION ALL
    SELECT wave, kind, subject_id, base_id, person, version, place
    FROM middle.figure_member
),
fresh AS (
    SELECT candidate.*, standing.figures_on
    FROM candidate
    INNER JOIN middle.standing_wave AS standing USING (wave)
    WHERE NOT standing.is_copied
),
kept AS (
    SELECT shown.*, standing_figure.kind IS NOT NULL AS is_standing
    FROM shown_before AS shown
    LEFT JOIN middle.standing_figure USING (wave, kind, subject_id)
)
SELECT DISTINCT * FROM fresh
ANTI JOIN middle.standing_figure USING (wave, kind, subject_id)
UNION ALL
SELECT kept.* EXCLUDE (is_standing)
FROM kept LEFT JOIN middle.standing_wave AS standing USING (wave)
WHERE kept.is_standing OR coalesce(standing.is_copied, true)
ORDER BY ALL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One response that differs from what was shown: by whom, and where it counts.

    ``is_lost`` where what was shown of it cannot be counted again: it went, was
    changed, or moved to another group.
    """

    person: str
    groups: tuple[str, ...]
    is_lost: bool


def held_people(changes: Iterable[Change], *, smallest_group: int) -> frozenset[str]:
    """Return whose changes must wait.

    A person waits in all groups at once: figures of one wave are of one set of people.
    """
    people: dict[str, set[str]] = {}
    groups_of: dict[str, set[str]] = {}
    for change in changes:
        groups_of.setdefault(change.person, set()).update(change.groups)
        for group in change.groups:
            people.setdefault(group, set()).add(change.person)
    held: set[str] = set()
    waiting = sorted(people)
    while waiting:
        group = waiting.pop()
        if 0 < len(people[group]) < smallest_group:
            for person in sorted(people[group]):
                held.add(person)
                for other in groups_of[person]:
                    people[other].discard(person)
                    waiting.append(other)
    return frozenset(held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Which responses wait, and of which waves the figures stand since when."""

    held: pd.DataFrame
    waves: pd.DataFrame


def standing_of(
    connection: duckdb.DuckDBPyConnection,
    *,
    today: date,
    smallest_group: int,
    can_copy: bool,
) -> Standing:
    """Compare the marks of this build with those registered as ``shown_before``.

    Without ``can_copy`` there are no earlier figures to keep, and a wave of which
    something was lost is counted anew.
    """
    changed = connection.execute(_CHANGED).df().to_dict("records")
    waves = connection.execute(
        "SELECT DISTINCT wave FROM middle.candidate_mark ORDER BY wave"
    ).fetchall()
    dates = dict(
        connection.execute(
            "SELECT wave, any_value(figures_on) FROM shown_before "
            "WHERE kind = 'response' GROUP BY wave"
        ).fetchall()
    )
    held_rows: list[Mapping[Any, Any]] = []
    wave_rows = []
    for (wave,) in waves:
        mine = [row for row in changed if row["wave"] == wave]
        held, is_lost = _judged(mine, smallest_group=smallest_group)
        is_copied = is_lost and can_copy
        if is_lost and not can_copy:
            held = frozenset()
        waiting = [row for row in mine if is_copied or row["person"] in held]
        held_rows += [row for row in waiting if not pd.isna(row["response_id"])]
        stands = is_copied or (bool(waiting) and len(waiting) == len(mine))
        figures_on = dates.get(wave, today) if stands else today
        wave_rows.append((wave, figures_on, is_copied))
    return Standing(held=_held_frame(held_rows), waves=_wave_frame(wave_rows))


def _judged(
    rows: Sequence[Mapping[Any, Any]], *, smallest_group: int
) -> tuple[frozenset[str], bool]:
    """Return who waits, and whether something shown is lost that should wait too."""
    changes = [
        Change(
            person=row["person"],
            groups=tuple(row["groups"]),
            is_lost=bool(row["is_lost"]),
        )
        for row in rows
    ]
    held = held_people(changes, smallest_group=smallest_group)
    return held, any(each.is_lost and each.person in held for each in changes)


def _held_frame(rows: list[Mapping[Any, Any]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "survey_id": pd.Series([row["survey_id"] for row in rows], dtype="str"),
            "response_id": pd.Series(
                [int(row["response_id"]) for row in rows], dtype="int64"
            ),
        }
    )


def _wave_frame(rows: list[tuple[int, date, bool]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "wave": pd.Series([row[0] for row in rows], dtype="int64"),
            "figures_on": pd.Series(
                [pd.Timestamp(row[1]) for row in rows], dtype="datetime64[us]"
            ),
            "is_copied": pd.Series([row[2] for row in rows], dtype="bool"),
        }
    )


def broken_figures(
    connection: duckdb.DuckDBPyConnection,
    *,
    can_copy: bool,
    must_stand: Iterable[tuple[int, str, str]] = (),
) -> pa.Table:
    """Return one row per question, or kind of figure, that may not move on yet.

    In some group of it somebody changed since it was last shown, but too few who are
    in its own base; or it is in ``must_stand`` by wave, kind and subject. Arrow,
    since a column of text without rows must stay one.
    """
    keep_difference(connection)
    rows = list(must_stand)
    named = {
        "wave": pa.array([wave for wave, _, _ in rows], pa.int64()),
        "kind": pa.array([kind for _, kind, _ in rows], pa.string()),
        "subject_id": pa.array([subject for _, _, subject in rows], pa.string()),
    }
    connection.register("must_stand", pa.table(named))
    found = connection.execute(_BROKEN).to_arrow_table()
    return found if can_copy else found.slice(0, 0)


def read_shown(path: Path | None) -> pa.Table:
    """Return what a publication showed, or nothing where there is no record of it.

    A record of before single figures were compared knows of responses only. Raises
    ``StateDamaged`` where it cannot be read.
    """
    found = read_people(path)
    if found is None:
        return _RECORD.empty_table()
    if "place" in found.column_names:
        return found
    blank = pa.array([""] * found.num_rows)
    return pa.table(
        {name: blank for name in ("subject_id", "base_id")}
        | {name: found[name] for name in ("wave", "person", "version", "figures_on")}
        | {
            "kind": pa.array(["response"] * found.num_rows),
            "place": pc.binary_join(found["groups"], " "),
        }
    ).select(_RECORD.names)


def write_shown(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write what this build shows, before it is shown: a crash loses no change.

    A wave that is not there this time keeps what was last shown of it.
    """
    table = connection.execute(_AFTER).to_arrow_table().cast(_RECORD)
    write_people(table, path)
