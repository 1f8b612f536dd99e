"""A published base in, every hidden count a reader can narrow too far out.

Shares no code with the build: only the file, what a reader knows of questionnaires,
and scipy. For each question or theme of a wave it writes down all sums and asks for
the least and the highest value of each hidden count.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import Any

import duckdb
import numpy as np
from scipy.optimize import linprog

ALL = ("all", "all")
Cell = tuple[str, ...]


@dataclass
class Sums:
    """Unknown counts with what is known about them."""

    known: dict[Cell, float] = field(default_factory=dict)
    equations: list[tuple[dict[Cell, float], float]] = field(default_factory=list)
    aims: list[Cell] = field(default_factory=list)

    def whole(self, whole: Cell, parts: list[Cell]) -> None:
        self.equations.append(({whole: 1.0} | dict.fromkeys(parts, -1.0), 0.0))

    def narrow(self, width: float) -> list[tuple[Cell, float, float]]:
        """Return the aims whose bounds are closer than ``width``."""
        if not self.aims:
            return []
        cells = sorted({cell for terms, _ in self.equations for cell in terms})
        place = {cell: number for number, cell in enumerate(cells)}
        matrix = np.zeros((len(self.equations), len(cells)))
        for row, (terms, _) in enumerate(self.equations):
            for cell, weight in terms.items():
                matrix[row, place[cell]] = weight
        bounds = [(self.known.get(cell, 0.0), self.known.get(cell)) for cell in cells]
        found = []
        for aim in self.aims:
            ends = []
            for sign in (1.0, -1.0):
                costs = np.zeros(len(cells))
                costs[place[aim]] = sign
                solved = linprog(
                    costs,
                    A_eq=matrix,
                    b_eq=[value for _, value in self.equations],
                    bounds=bounds,
                    method="highs",
                )
                ends.append(sign * solved.fun if solved.status == 0 else np.inf * -sign)
            if ends[1] - ends[0] < width - 1e-6:
                found.append((aim, ends[0], ends[1]))
        return found


def recoverable(base: Any, *, smallest_group: int) -> list[tuple[Cell, float, float]]:
    """Return every hidden count of the base that can be narrowed too far."""
    return [
        ((str(wave), *cell), *ends)
        for (wave, _), sums in _all_sums(base).items()
        for cell, *ends in sums.narrow(smallest_group / 2)
    ]


def recoverable_together(
    first: Any, second: Any, *, changed: set[tuple[str, str]], smallest_group: int
) -> list[tuple[Cell, float, float]]:
    """Return every hidden count that two bases together narrow too far.

    The reader knows that only in the groups ``changed`` anybody came or went: of all
    others every count is the same in both. Asked are the counts of today, and those of
    before of the groups that changed.
    """
    found = []
    pair = [_all_sums(base) for base in (first, second)]
    for key in pair[0].keys() & pair[1].keys():
        joint, aims = Sums(), []
        for number, each in enumerate(pair):
            sums = each[key]
            name = partial(_name_in, str(number), changed)
            joint.known |= {name(cell): value for cell, value in sums.known.items()}
            joint.equations += [
                ({name(cell): weight for cell, weight in terms.items()}, value)
                for terms, value in sums.equations
            ]
            aims.append([name(cell) for cell in sums.aims])
        found += [
            (aim, joint.known[aim], joint.known[aim])
            for aim in aims[0]
            if aim in joint.known
        ]
        both = dict.fromkeys(aims[0] + aims[1])
        joint.aims = [aim for aim in both if aim not in joint.known]
        found += [
            ((str(key[0]), *cell), *ends)
            for cell, *ends in joint.narrow(smallest_group / 2)
        ]
    return found


def _name_in(number: str, changed: set[tuple[str, str]], cell: Cell) -> Cell:
    is_own = cell[1:3] in changed or "(none)" in cell
    return (number, *cell) if is_own else cell


def _all_sums(base: Any) -> dict[tuple[int, str], Sums]:
    """Return what is known of each question, or ranking, and theme of each wave."""
    connection = duckdb.connect(str(base), read_only=True)
    sizes = defaultdict(dict)
    for wave, grouping, name, count in connection.execute(
        "SELECT wave, grouping, group_name, respondent_count FROM representation"
    ).fetchall():
        sizes[wave][grouping, name] = count
    found = {}
    for wave, rows in _spreads(connection):
        sums = Sums()
        _groups(sums, sizes[wave])
        for subject, members, is_exclusive in rows:
            _spread(sums, subject, members, is_exclusive=is_exclusive)
            _judgements(sums, connection, wave, subject)
        found[wave, rows[0][0]] = sums
    connection.close()
    return found


def _spreads(connection: Any) -> Any:
    """Yield each question, or ranking, and each theme of each wave."""
    answers = defaultdict(lambda: defaultdict(list))
    kinds = dict(
        connection.execute("SELECT question_id, type FROM question").fetchall()
    )
    for wave, question, grouping, name, option, count, base in connection.execute(
        "SELECT wave, question_id, grouping, group_name, option_code, "
        "respondent_count, base_count FROM answer_count ORDER BY ALL"
    ).fetchall():
        asked = question if question in kinds else question.rpartition("_")[0]
        whole = asked if kinds.get(asked) == "R" else question
        key = (wave, whole, kinds.get(asked, "") in {"M", "P"})
        answers[key][question].append(((grouping, name), option, count, base))
    for (wave, _, is_multiple), questions in answers.items():
        yield (
            wave,
            [(name, rows, not is_multiple) for name, rows in questions.items()],
        )
    themes = defaultdict(list)
    for wave, theme, grouping, name, count, base in connection.execute(
        "SELECT wave, theme_id, grouping, group_name, respondent_count, base_count "
        "FROM theme_support WHERE wave IS NOT NULL ORDER BY ALL"
    ).fetchall():
        themes[wave, theme].append(((grouping, name), "yes", count, base))
    for (wave, theme), rows in themes.items():
        yield wave, [(theme, rows, False)]


def _groups(sums: Sums, sizes: dict[tuple[str, str], int | None]) -> None:
    for group, size in sizes.items():
        if size is not None:
            sums.known["size", *group] = size
    for grouping in {group[0] for group in sizes} - {"all"}:
        parts = [("size", *group) for group in sizes if group[0] == grouping]
        outside = ("size", grouping, "(none)")
        sums.whole(("size", *ALL), [*parts, outside])


def _spread(
    sums: Sums, subject: str, members: list[Any], *, is_exclusive: bool
) -> None:
    options = list(dict.fromkeys(option for _, option, _, _ in members))
    groups = list(dict.fromkeys(group for group, *_ in members))
    for group, option, count, base in members:
        cell = (subject, *group, option)
        if count is None:
            sums.aims.append(cell)
        else:
            sums.known[cell] = count
            sums.known[subject, *group, "(base)"] = base
    for group in groups:
        whole = (subject, *group, "(base)")
        sums.whole(("size", *group), [whole, (subject, *group, "(silent)")])
        cells = [(subject, *group, option) for option in options]
        columns = [cells] if is_exclusive else [[c, (*c, "(not)")] for c in cells]
        for column in columns:
            sums.whole(whole, column)
    for name, grouping in product(
        [*options, "(base)"], {g[0] for g in groups} - {"all"}
    ):
        parts = [(subject, *g, name) for g in groups if g[0] == grouping]
        outside = (subject, grouping, "(none)", name)
        sums.whole((subject, *ALL, name), [*parts, outside])
        # Of those in no group no more can say so than there are.
        if name != "(base)" and not is_exclusive:
            whole = (subject, grouping, "(none)", "(base)")
            sums.whole(whole, [outside, (*outside, "(not)")])
        if name == "(base)":
            silent = (subject, grouping, "(none)", "(silent)")
            sums.whole(("size", grouping, "(none)"), [outside, silent])


def _judgements(sums: Sums, connection: Any, wave: int, subject: str) -> None:
    """Add what the rows on statements tell: who judged, who agrees, who disagrees."""
    labels = dict(
        connection.execute(
            "SELECT DISTINCT option_code, lower(option_label) FROM answer_count "
            "WHERE question_id = ? AND wave = ?",
            [subject, wave],
        ).fetchall()
    )
    no = {code for code, label in labels.items() if "oneens" in label}
    yes = {code for code, label in labels.items() if "eens" in label} - no
    unknown = {code for code, label in labels.items() if "weet" in label}
    for grouping, name, judged, agree, disagree, mean in connection.execute(
        "SELECT grouping, group_name, respondent_count, agree_share, disagree_share, "
        "mean FROM statement_result WHERE statement_id = ? AND wave = ? "
        "AND respondent_count IS NOT NULL",
        [subject, wave],
    ).fetchall():
        told = [(set(labels) - unknown, judged)]
        told += [
            (codes, round(share * judged))
            for codes, share in ((yes, agree), (no, disagree))
            if judged <= 100 and not 0 < abs(share * judged % 1 - 0.5) < 0.01
        ]
        for codes, count in told:
            terms = {(subject, grouping, name, code): 1.0 for code in sorted(codes)}
            sums.equations.append((terms, float(count)))
        if mean is not None:
            steps = enumerate(sorted(set(labels) - unknown), start=1)
            weights = {(subject, grouping, name, code): float(n) for n, code in steps}
            sums.equations.append((weights, float(round(mean * judged))))
