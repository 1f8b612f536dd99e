"""A base in, with which run, codebook and model it was made out."""

from typing import Any

from dashboards.edition import Edition, Row
from dashboards.figures import Pen
from dashboards.pieces import Piece


def draw_origin(edition: Edition, *, pen: Pen) -> list[tuple[Piece, Any]]:
    """Tell with which run, codebook and model the figures were made."""
    say, run = pen.wording.say, edition.run
    lines = [
        ("edition", run.get("run_id") or edition.meta("run_id")),
        ("published", pen.wording.day(edition.meta("published_at") or None)),
        ("codebook", run.get("codebook_version")),
        ("model", run.get("model")),
    ]
    surveys = [
        (say("origin.wave", wave=row["wave"]), _survey(row, edition, pen=pen))
        for row in edition.rows("survey")
    ]
    told = [(say(f"origin.{name}"), value) for name, value in lines if value]
    return [*told, *surveys]


def _survey(row: Row, edition: Edition, *, pen: Pen) -> Piece:
    say = pen.wording.say
    values = {
        "title": row["title"] or row["survey_id"],
        "n": pen.figure("survey", row, "response_count"),
        "day": pen.wording.day(row.get("newest_on")),
    }
    form = "survey_dated" if row.get("newest_on") else "survey"
    told = say(f"origin.{form}", **values)
    counted = row.get("figures_on")
    if waiting := row.get("waiting_count"):
        number = pen.figure("survey", row, "waiting_count")
        told = pen.wording.count("origin.waiting", waiting, survey=told, n=number)
    if counted and str(counted) < edition.meta("published_at")[: len(str(counted))]:
        told = say("origin.standing", survey=told, day=pen.wording.day(counted))
    return told
