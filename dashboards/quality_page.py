"""A base in, what was checked, left out and measured out, as tables."""

from collections import Counter
from dataclasses import replace
from typing import Any

from dashboards.edition import Edition, Row
from dashboards.figures import Pen
from dashboards.pieces import Piece
from dashboards.tables import Table

Section = tuple[str, Piece, list[Piece], list[Table]]

_COUNTS = ("expected_count", "loaded_count", "quarantined_count")


def draw_quality(edition: Edition, *, pen: Pen) -> list[Section]:
    """Return the sections: anchor, heading, and the sentences and tables under it."""
    say = pen.wording.say
    drawn: list[tuple[str, str, list[Table]]] = [
        (
            "ontvangen",
            "completeness",
            [_not_collected(edition, pen=pen), _completeness(edition, pen=pen)],
        ),
        (
            "apart-gezet",
            "quarantine",
            [_quarantine(edition, pen=pen), _files(edition, pen=pen)],
        ),
        ("weggelaten", "excluded", [_excluded(edition, pen=pen)]),
        ("dekking", "coverage", [_coverage(edition, pen=pen)]),
        ("wijzigingen", "changes", [_changes(edition, pen=pen)]),
        ("nagekeken", "checks", _check_tables(edition, pen=pen)),
        ("taalmodel", "model", _models(edition, pen=pen)),
    ]
    notes: dict[str, list[Piece]] = {
        "checks": _checks_done(edition, pen=pen),
        "model": [
            say(
                "quality.scale"
                if edition.rows("model_figure")
                else "quality.unmeasured"
            )
        ],
    }
    return [
        (
            anchor,
            say(f"quality.{name}"),
            notes.get(name, []),
            [table for table in tables if table.rows],
        )
        for anchor, name, tables in drawn
    ]


def check_rows(edition: Edition) -> list[Row]:
    """Return the checks of the run of this publication, failed ones first."""
    run_id = edition.run.get("run_id")
    rows = edition.rows_of("check_result", "run_id", run_id)
    weights = {"critical": 0, "warning": 1, "info": 2}
    return sorted(
        rows, key=lambda row: (row["is_success"], weights.get(row["severity"], 3))
    )


def source_name(edition: Edition, source_id: str) -> str:
    """Return the name of a source for readers, or its id."""
    source = edition.row_of("source", "source_id", source_id)
    return str(source.get("title") or source_id)


def _table(
    pen: Pen, anchor: str, names: str, rows: list[list[Any]], *, numeric: str = ""
) -> Table:
    """Draw a table whose caption and headers are texts named after the anchor."""
    columns = names.split()
    right = frozenset(columns.index(name) for name in numeric.split())
    headers = [pen.wording.say(f"column.{name}") for name in columns]
    caption = pen.wording.say(f"quality.caption_{anchor.replace('-', '_')}")
    return Table(anchor, caption, headers, rows, right)


def _not_collected(edition: Edition, *, pen: Pen) -> Table:
    """The declared sources that failed this time: those without anything first."""
    failed = [
        row for row in edition.rows("source") if row.get("state") in ("kept", "missing")
    ]
    rows = [
        [
            row["title"] or row["source_id"],
            pen.wording.value("source_state", row["state"]),
            pen.wording.day(row["collected_on"]),
            row["failure"] or "–",
        ]
        for row in sorted(failed, key=lambda row: row["state"] != "missing")
    ]
    return _table(pen, "niet-opgehaald", "source state data_of reason", rows)


def _completeness(edition: Edition, *, pen: Pen) -> Table:
    rows = [
        [
            source_name(edition, row["source_id"]),
            pen.wording.value("unit", row["unit"]),
            *(pen.figure("completeness", row, name) for name in _COUNTS),
            pen.wording.day(row["newest_on"]),
        ]
        for row in edition.rows("completeness")
    ]
    names = "source unit expected loaded quarantined newest"
    return _table(
        pen, "volledigheid", names, rows, numeric="expected loaded quarantined"
    )


def _quarantine(edition: Edition, *, pen: Pen) -> Table:
    rows = [
        [
            source_name(edition, row["source_id"]),
            row["reason"],
            _rule(row["rule"], pen=pen),
            pen.figure("quarantine_summary", row, "row_count"),
        ]
        for row in edition.rows("quarantine_summary")
    ]
    return _table(pen, "redenen", "source reason rule number", rows, numeric="number")


def _rule(rule: str, *, pen: Pen) -> str:
    """Return a rule in a few words; a check of a column has its details as reason."""
    is_known = rule in pen.wording.texts["values"]["rule"]
    return pen.wording.value("rule", rule if is_known else "check")


def _files(edition: Edition, *, pen: Pen) -> Table:
    rows = [
        [
            row["file_name"],
            source_name(edition, row["source_id"]),
            pen.wording.value("file_status", row["status"]),
            row["reason"] or "–",
        ]
        for row in edition.rows("source_file")
        if row["status"] != "loaded"
    ]
    return _table(pen, "bestanden", "file source status reason", rows)


def _excluded(edition: Edition, *, pen: Pen) -> Table:
    rows = [
        [
            _survey(edition, row["survey_id"]),
            pen.wording.value("exclusion", row["reason"]),
            pen.wording.say("theme.hidden")
            if row["is_suppressed"]
            else pen.figure("response_exclusion", row, "response_count"),
        ]
        for row in edition.rows("response_exclusion")
    ]
    return _table(pen, "niet-meegeteld", "survey reason number", rows, numeric="number")


def _coverage(edition: Edition, *, pen: Pen) -> Table:
    rows = [
        [
            source_name(edition, row["source_id"]),
            row["wave"] or "–",
            pen.figure("theme_coverage", row, "passage_count"),
            pen.figure("theme_coverage", row, "without_theme_count"),
        ]
        for row in edition.rows("theme_coverage")
    ]
    names = "source wave passages without_theme"
    return _table(pen, "zonder-thema", names, rows, numeric="passages without_theme")


def _changes(edition: Edition, *, pen: Pen) -> Table:
    rows = [
        [
            row["code"],
            row["from_wave"],
            row["to_wave"],
            pen.wording.value("change", row["kind"]),
            _changed_words(edition, row, pen=pen),
        ]
        for row in edition.rows("question_change")
    ]
    return _table(pen, "vragen", "code from_wave to_wave change words", rows)


def _changed_words(edition: Edition, change: Row, *, pen: Pen) -> Piece | str:
    """The words of the question; before and after where the words are the change."""
    before, after = (
        _question_text(edition, change["code"], wave=change[name], pen=pen)
        for name in ("from_wave", "to_wave")
    )
    if change["kind"] == "reworded":
        return pen.wording.say("quality.reworded", before=before, after=after)
    return before if after == "–" else after


def _question_text(edition: Edition, code: str, *, wave: int, pen: Pen) -> str:
    surveys = {
        row["survey_id"] for row in edition.rows("survey") if row["wave"] == wave
    }
    languages = ("text_en", "text_nl") if pen.wording.language == "en" else ("text_nl",)
    for row in edition.rows("question"):
        parts = [row["code"], row.get("subquestion_code")]
        if row["survey_id"] in surveys and "_".join(filter(None, parts)) == code:
            return next((row[name] for name in languages if row.get(name)), "–")
    return "–"


def _checks_done(edition: Edition, *, pen: Pen) -> list[Piece]:
    rows = check_rows(edition)
    failed = sum(not row["is_success"] for row in rows)
    if not rows:
        return []
    return [
        pen.wording.count(
            "quality.checks_done",
            len(rows),
            n=pen.counted("check", len(rows)),
            failed=pen.counted("check_failed", failed),
        )
    ]


def _check_tables(edition: Edition, *, pen: Pen) -> list[Table]:
    """The failed checks in sight; the whole list folded, for who wants to see it."""
    failed = [row for row in check_rows(edition) if not row["is_success"]]
    return [
        _checks(failed, "niet-gehaald", pen=pen),
        replace(_suites(edition, pen=pen), is_folded=True),
        replace(_checks(check_rows(edition), "controles", pen=pen), is_folded=True),
    ]


def _suites(edition: Edition, *, pen: Pen) -> Table:
    """How many checks were done in every part, and how many failed."""
    done = Counter(row["suite"] for row in check_rows(edition))
    failed = Counter(
        row["suite"] for row in check_rows(edition) if not row["is_success"]
    )
    rows = [
        [
            suite,
            pen.counted(f"check:{suite}", done[suite]),
            pen.counted(f"check_failed:{suite}", failed[suite]),
        ]
        for suite in sorted(done, key=lambda suite: (-failed[suite], suite))
    ]
    names = "suite number failed"
    return _table(pen, "onderdelen", names, rows, numeric="number failed")


def _checks(checks: list[Row], anchor: str, *, pen: Pen) -> Table:
    rows = [
        [
            row["expectation"],
            row["suite"],
            pen.wording.value("severity", row["severity"]),
            pen.wording.value("success", str(bool(row["is_success"])).lower()),
            row["observed"] or "–",
        ]
        for row in checks
    ]
    return _table(pen, anchor, "expectation suite severity outcome observed", rows)


def _models(edition: Edition, *, pen: Pen) -> list[Table]:
    """One table for each text that was measured on; that text is its caption."""
    measured: dict[tuple[str, Any], list[Row]] = {}
    for row in edition.rows("model_figure"):
        key = row.get("basis") or "", row["measured_on"]
        measured.setdefault(key, []).append(row)
    # Rules before the model; of them the lowest first, which is what to expect.
    lowest = {key: min(row["value"] for row in rows) for key, rows in measured.items()}
    rules_first = sorted(measured, key=lambda key: (not key[0], lowest[key], key[0]))
    return [
        _model(measured[basis, day], f"model-{number}", basis=basis, pen=pen)
        for number, (basis, day) in enumerate(rules_first, start=1)
    ]


def _model(rows: list[Row], anchor: str, *, basis: str, pen: Pen) -> Table:
    say = pen.wording.say
    columns = [("name", "name"), ("value", "value")]
    if any(row["low"] is not None for row in rows):
        columns += [("low", "interval_low"), ("high", "interval_high")]
    day = pen.wording.day(rows[0]["measured_on"])
    caption = say(
        "quality.measured", basis=basis or say("quality.model_itself"), day=day
    )
    cells = [
        [row["name"]]
        + [pen.figure("model_figure", row, name) for name, _ in columns[1:]]
        for row in rows
    ]
    headers = [say(f"column.{header}") for _, header in columns]
    return Table(anchor, caption, headers, cells, frozenset(range(1, len(columns))))


def _survey(edition: Edition, survey_id: str) -> str:
    survey = edition.row_of("survey", "survey_id", survey_id)
    return str(survey.get("title") or survey_id)
