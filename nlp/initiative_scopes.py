"""The names found in a text in, one of them among the others out."""

from collections.abc import Sequence

from nlp.initiative_candidates import Candidate, is_abbreviation_of
from nlp.initiative_details import abbreviation_behind
from nlp.initiative_known import Known
from nlp.initiative_rows import known_in_row
from nlp.initiative_scope import Named, Scope
from nlp.tokens import TokenisedText


def scope_of(
    text: TokenisedText,
    candidate: Candidate,
    *,
    kept: Sequence[Candidate],
    known: Known,
) -> Scope:
    """Return a name with what else is named, told apart from itself said again."""
    own = _said(text, candidate)
    short = abbreviation_behind(text, candidate.last).casefold()
    others: list[Named] = []
    again: list[Named] = []
    for each in kept:
        if each.first == candidate.first or is_abbreviation_of(text, each, kept):
            continue
        if each.first in known.organisation_words:
            continue
        said = _said(text, each)
        is_itself = said == own or (bool(short) and said == short)
        # "Woondeal" behind "Woondeal Zuid" is the same one, called short.
        is_itself = is_itself or (each.first > candidate.last and _is_part(said, own))
        named = Named(each.first, each.last, each.kind)
        (again if is_itself else others).append(named)
    return Scope(
        text,
        candidate.first,
        candidate.last,
        candidate.kind,
        known_in_row(
            text, candidate.first, firsts=[c.first for c in kept], known=known
        ),
        others=tuple(others),
        again=tuple(again),
    )


def _said(text: TokenisedText, candidate: Candidate) -> str:
    return " ".join(text.span_text(candidate.first, candidate.last).casefold().split())


def _is_part(said: str, own: str) -> bool:
    """Tell whether the words of one name stand in another, with more around them."""
    return f" {said} " in f" {own} "
