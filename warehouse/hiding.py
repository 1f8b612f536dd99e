"""The tallies of a build in, one row per published figure to hide out, with an audit.

What is hidden in one table is judged together with every other table that could give
it away; the rules are in ``figure_tables``, the search in ``disclosure``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import pandas as pd

from domain.privacy import OPINION_ROLES, DisclosureRule
from warehouse.before import Before
from warehouse.figure_tables import MustStand, hidden_cells, hidden_groups
from warehouse.kept_counts import Key
from warehouse.nested_groups import wave_of
from warehouse.routing import (
    Routes,
    in_order,
    routes_of,
    told_bases,
    with_followed,
    without_nobody,
)
from warehouse.single_voice import dominated_groups, unanimous_groups
from warehouse.spreads import (
    MERGED,
    Figure,
    Group,
    Hidden,
    Rows,
    Spread,
    Told,
    Wave,
    group_of,
)
from warehouse.together import Published

COLUMNS = ["kind", "subject_id", "wave", "grouping", "group_name", "option_code"]
_PER_WAVE = (
    "group_size",
    "group_part",
    "answer_cell",
    "theme_tally",
    "dominated_group",
)
_SCALES = "statement_scale"
_ROUTES = "routed_answer"
READS = (*_PER_WAVE, _SCALES, _ROUTES)
"""The tables of the build this needs."""
_YES = "yes"
_Scales: TypeAlias = dict[str, list[tuple[list[str], list[str]]]]
_Figure: TypeAlias = tuple[object, ...]


@dataclass(slots=True)
class Audit:
    """How many figures are shown, and how many are hidden for which reason.

    ``primary`` are too small by themselves, ``extra`` would give those away.
    ``recoverable`` can be narrowed all the same. ``left_out`` names questions and
    themes of which nothing can be shown safely. ``unanimous`` counts groups hidden
    since all in it gave one answer, ``of_one_mind`` those shown since it was an
    opinion, ``dominated`` groups hidden since one organisation is most of it;
    ``telling`` are figures of those groups that are shown all the same. ``must_stand``
    are the wave, kind and subject of figures that are shown as they were, since with
    the publication before any others would give away a hidden one. ``published`` are
    the counts behind all figures that need not stand. ``lacks_counts`` tells that what
    the publication before counted was not kept, and is not among what is compared.
    """

    shown: int = 0
    primary: int = 0
    extra: int = 0
    recoverable: int = 0
    left_out: list[str] = field(default_factory=list)
    unanimous: int = 0
    of_one_mind: int = 0
    dominated: int = 0
    telling: int = 0
    must_stand: list[tuple[int, str, str]] = field(default_factory=list)
    published: dict[Key, Published] = field(default_factory=dict)
    lacks_counts: bool = False


def hidden_figures(
    tables: Callable[[str], pd.DataFrame],
    *,
    rule: DisclosureRule,
    audit: Audit,
    before: Before | None = None,
) -> pd.DataFrame:
    """Return one row per hidden figure, and count them in ``audit``.

    ``tables`` gives a table of the build by name; ``before`` what the publication
    before tells.
    ``kind`` is size (of a group), answer, statement or theme. What can only stand is
    hidden altogether and named in ``audit.must_stand``.
    """
    told = before or Before()
    found: list[_Figure] = []
    by_wave = {name: _by_wave(tables(name)) for name in _PER_WAVE}
    scales = _scales(tables(_SCALES))
    routes = routes_of(_records(tables(_ROUTES)))
    for number in by_wave["group_size"]:
        records = {name: rows.get(number, []) for name, rows in by_wave.items()}
        found += _hidden_in_wave(
            number,
            records,
            scales=scales,
            routes=routes,
            rule=rule,
            audit=audit,
            told=told,
        )
    frame = pd.DataFrame(found, columns=pd.Index(COLUMNS))
    return frame.astype({name: "str" for name in COLUMNS if name != "wave"})


def _hidden_in_wave(
    number: int,
    records: Mapping[str, list[Mapping[str, Any]]],
    *,
    scales: _Scales,
    routes: Routes,
    rule: DisclosureRule,
    audit: Audit,
    told: Before,
) -> list[_Figure]:
    """Return the hidden figures of one wave; ``records`` are its rows by table."""
    wave = told.of_wave(
        wave_of(records["group_size"], records["group_part"], rule=rule), number
    )
    dominated = dominated_groups(records["dominated_group"])
    audit.dominated += sum(len(groups) for groups in dominated.values())
    filled = dominated.get(("size", ""), frozenset())
    small = _small_groups(
        wave, number, rule=rule, already=filled, audit=audit, told=told
    )
    found: list[_Figure] = [("size", "", number, *group, "") for group in sorted(small)]
    answers, themes = (
        [[told.of_spread(each, kind, number) for each in asked] for asked in components]
        for kind, components in (
            ("answer", _components(records["answer_cell"], scales)),
            ("theme", ([each] for each in _themes(records["theme_tally"]))),
        )
    )
    questions = {each.subject: each for asked in answers for each in asked}
    answers, nobody = _without_nobody(answers)
    found += _rows("answer", Hidden(figures=nobody), number)
    closed: dict[str, frozenset[Group]] = {}
    led: dict[str, dict[Group, Told]] = {}
    for kind, asked in [
        *(("answer", each) for each in in_order(answers, routes)),
        *(("theme", each) for each in themes),
    ]:
        spreads = []
        for each in asked:
            asked_of = (kind, each.subject if kind == "answer" else "")
            already = dominated.get(asked_of, frozenset())
            already |= closed.get(each.subject, frozenset())
            whole = with_followed(each, routes, questions, wave)
            whole = replace(whole, told=led.get(each.subject, {}))
            spreads.append(_with_closed(whole, already, rule=rule, audit=audit))
        hidden = _hidden_of(
            wave,
            spreads,
            number,
            kind,
            small=small,
            told=told,
            rule=rule,
            audit=audit,
        )
        _add(closed, hidden.closed)
        _add(led, told_bases(spreads, wave, hidden, small=small))
        found += _rows(kind, hidden, number)
    return found


def _add(known: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Add what a question tells of others to what is known of them."""
    for subject, each in more.items():
        known[subject] = each | known[subject] if subject in known else each


def _hidden_of(
    wave: Wave,
    spreads: Sequence[Spread],
    number: int,
    kind: str,
    *,
    small: frozenset[Group],
    told: Before,
    rule: DisclosureRule,
    audit: Audit,
) -> Hidden:
    """Return what is hidden of spreads that belong together; all where they stand."""
    key = number, kind, spreads[0].subject
    hidden = hidden_cells(
        wave, spreads, rule=rule, small_groups=small, earlier=told.kept.get(key)
    )
    if hidden.must_stand:
        audit.must_stand += [
            (number, kind, "" if kind == "theme" else each.subject) for each in spreads
        ]
        return Hidden(figures=_all_figures(spreads))
    audit.published[key] = Published(
        wave=wave,
        spreads=spreads,
        small_groups=small,
        dropped=hidden.dropped,
        hidden=frozenset(hidden.figures),
    )
    _count(audit, hidden, spreads)
    return hidden


def _small_groups(
    wave: Wave,
    number: int,
    *,
    rule: DisclosureRule,
    already: frozenset[Group],
    audit: Audit,
    told: Before,
) -> frozenset[Group]:
    """Return the groups whose size is hidden; those of before too where sizes stand."""
    key = number, "size", ""
    kept = told.kept.get(key)
    earlier = kept.sizes(rule=rule) if kept else None
    try:
        small = hidden_groups(
            wave, rule=rule, already=already, before=wave.before, earlier=earlier
        )
    except MustStand:
        audit.must_stand.append(key)
        still = {group for group, was_shown in wave.before.items() if not was_shown}
        return hidden_groups(wave, rule=rule, already=already | still)
    audit.published[key] = Published(wave=wave, small_groups=small)
    return small


def _without_nobody(
    components: Sequence[Sequence[Spread]],
) -> tuple[list[list[Spread]], set[Figure]]:
    """Return the spreads without groups in which nobody answered, and their rows."""
    kept: list[list[Spread]] = []
    hidden: set[Figure] = set()
    for spreads in components:
        parted = [without_nobody(each) for each in spreads]
        held = [each for each, _ in parted if each.bases]
        hidden |= {
            (each.subject, group, answer)
            for each, (_, nobody) in zip(spreads, parted, strict=True)
            for group in nobody
            for answer in each.answers
        }
        if held:
            kept.append(held)
    return kept, hidden


def _all_figures(spreads: Sequence[Spread]) -> set[Figure]:
    return {
        (spread.subject, group, answer)
        for spread in spreads
        for group in spread.bases
        for answer in (*spread.answers, *([MERGED] if spread.merged else []))
    }


def _with_closed(
    spread: Spread,
    closed: frozenset[Group],
    *,
    rule: DisclosureRule,
    audit: Audit,
) -> Spread:
    """Return the spread with the groups that are hidden though large enough."""
    one_answer = unanimous_groups(spread, rule=rule)
    if spread.role in OPINION_ROLES:
        audit.of_one_mind += len(one_answer)
        return replace(spread, closed=closed)
    audit.unanimous += len(one_answer)
    return replace(spread, closed=closed | one_answer)


def _records(frame: pd.DataFrame) -> Rows:
    return [
        {str(name): value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _by_wave(frame: pd.DataFrame) -> dict[int, list[Mapping[str, Any]]]:
    ordered = frame.sort_values(list(frame.columns), kind="stable", na_position="first")
    found: dict[int, list[Mapping[str, Any]]] = {}
    for row in _records(ordered):
        found.setdefault(int(row["wave"]), []).append(row)
    return found


def _scales(frame: pd.DataFrame) -> _Scales:
    """Return per statement what agree, disagree and don't know are made of."""
    found = {}
    for statement, rows in frame.groupby("question_id"):
        judged = rows.dropna(subset=["scale_value"])
        middle = (judged["size"] + 1) / 2
        codes = list(judged["code"])
        unknown = list(rows.loc[rows["scale_value"].isna(), "code"])
        found[str(statement)] = [
            (list(judged.loc[judged["scale_value"] > middle, "code"]), codes),
            (list(judged.loc[judged["scale_value"] < middle, "code"]), codes),
            (unknown, codes + unknown),
        ]
    return found


def _components(
    rows: Rows, scales: Mapping[str, list[tuple[list[str], list[str]]]]
) -> Iterator[list[Spread]]:
    """Yield what belongs together: a question, or all places of a ranking."""
    components: dict[str, dict[str, list[Mapping[str, Any]]]] = {}
    for row in rows:
        questions = components.setdefault(row["component_id"], {})
        questions.setdefault(row["question_id"], []).append(row)
    for questions in components.values():
        yield [
            Spread(
                subject=question,
                counts={
                    (group_of(row), row["option_code"]): int(row["respondent_count"])
                    for row in members
                },
                bases={group_of(row): int(row["base_count"]) for row in members},
                is_exclusive=bool(members[0]["is_exclusive"]),
                merged=scales.get(question, ()),
                role=members[0]["role"],
            )
            for question, members in questions.items()
        ]


def _themes(rows: Rows) -> Iterator[Spread]:
    themes: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        themes.setdefault(row["theme_id"], []).append(row)
    for theme, members in themes.items():
        counts = {
            (group_of(row), _YES): int(row["respondent_count"]) for row in members
        }
        bases = {group_of(row): int(row["base_count"]) for row in members}
        yield Spread(
            subject=theme, counts=counts, bases=bases, is_exclusive=False, role="open"
        )


def _rows(kind: str, hidden: Hidden, wave: int) -> Iterator[tuple[object, ...]]:
    for subject, group, answer in sorted(hidden.figures):
        if answer == MERGED:
            yield "statement", subject, wave, *group, ""
        else:
            yield kind, subject, wave, *group, "" if kind == "theme" else answer


def _count(audit: Audit, hidden: Hidden, spreads: Sequence[Spread]) -> None:
    figures = sum(
        len(spread.bases) * (len(spread.answers) + bool(spread.merged))
        for spread in spreads
    )
    audit.shown += figures - len(hidden.figures)
    audit.primary += hidden.primary
    audit.extra += len(hidden.figures) - hidden.primary
    audit.recoverable += hidden.recoverable
    audit.left_out += hidden.left_out
    audit.telling += sum(
        (spread.subject, group, answer) not in hidden.figures
        for spread in spreads
        for group in spread.closed
        for answer in spread.answers
        if group in spread.bases
    )
