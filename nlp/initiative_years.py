"""A sentence with the name of an initiative in, the years it begins and ends out."""

import re
from functools import lru_cache

from nlp.denial import Said
from nlp.initiative_scope import Scope
from nlp.left_open import how_said
from nlp.small_letters import small_letters

YEARS = re.compile(
    r"\b((?:19|20)\d\d)(?:\s*[-–/]\s*((?:19|20)?\d\d)|"
    r"\s*(?:t/m|tot en met|tot)\s+((?:19|20)\d\d))?\b"
)
BETWEEN = re.compile(r"\btussen\W+((?:19|20)\d\d)()\W+en\W+((?:19|20)\d\d)\b", re.I)
_SEASON = r"(?:voorjaar|najaar|zomer|herfst|winter|lente|eerste helft|tweede helft)"
_DAY = rf"(?:(?:eind|begin|medio|het jaar|(?:het|de) {_SEASON} van)\W+)?"
_MONTH = (
    r"(?:(?:\d{1,2}\W+)?(?:januari|februari|maart|april|mei|juni|juli|augustus|"
    r"september|oktober|november|december)\W+)?"
)
PERIOD_CUES = re.compile(
    r"\b(?:(?:van|in|tussen|voor|from)\W+(?:\w+\W+)?|"
    r"(?:looptijd|periode|loopt|liep|geldt|gold)\b[^.;]{0,40})$",
    re.I,
)
# "Deltaprogramma Zoetwater tweede fase (2022-2027)": in brackets close behind.
BRACKETED = re.compile(r"^(?:\W*\b\w+){0,3}\s*\($")
LAST_YEAR_CUES = re.compile(
    rf"\b(?:tot|t/m|tot en met|tot uiterlijk|uiterlijk|until)\W+(?:in\W+)?"
    rf"{_DAY}{_MONTH}$",
    re.I,
)
FIRST_YEAR_CUES = re.compile(
    rf"(?:\b(?:vanaf|sinds|sedert|since)\W+|\b(?:start|startdatum|begin)\s*:\s*)"
    rf"{_DAY}{_MONTH}$",
    re.I,
)
FROM = re.compile(rf"\bvan\W+{_DAY}{_MONTH}$", re.I)
UNTIL = re.compile(r"\W+(?:tot|t/m)\b", re.I)
DATE_CUES = re.compile(rf"\b(?:in|per|op|na|eind|begin|medio)\W+{_DAY}{_MONTH}$", re.I)
MARK = re.compile(r"[,;:()]")
AND = re.compile(r"\b(?:en|maar|and|but)\b(?!\W+(?:19|20)\d\d)", re.I)
# No cue is longer, and what stands farther from a year in its clause is not said of it.
CUE_REACH = 100
REACH = 200
MOST_SENTENCES = 16
_in_small = lru_cache(maxsize=MOST_SENTENCES)(small_letters)
ENDING = re.compile(
    r"\b(?:be[ëe]indig\w*|eindig\w*|ingetrokken|afgerond|stopgezet|stopt|stopte|stopten|"
    r"gestopt|afgelopen|afloopt|loopt (?:\w+ ){0,3}af|liep (?:\w+ ){0,3}af|voltooid|"
    r"opgeleverd|gerealiseerd|klaar|opgeheven|verval\w*|verviel\w*|completed|ended|"
    r"afgesloten|gereed|ends)\b",
    re.I,
)
BEGINNING = re.compile(
    r"\b(?:start|starten|startte|startten|gestart|begin[nt]\w*|begon|begonnen|opgericht|"
    r"gelanceerd|lanceert|lanceerde|opgezet|geopend|ingegaan|looptijd|started|launched|"
    r"begin gemaakt|van start|eerste (?:paal|spade|steen|schop)|launch|starts|"
    r"(?:gaat|gaan|ging|gingen)\b[^.;,]{0,80}\bopen|opening)\b",
    re.I,
)


def years_of(scope: Scope) -> tuple[int, int]:
    """Return the first and last year of an initiative; 0 where none is named.

    Its own sentence goes before the sentences behind that speak of it.
    """
    text = scope.text
    if YEARS.search(text.text) is None:
        return 0, 0
    opening, closing = text.sentence_bounds(scope.first)
    origin = text.starts[opening]
    sentence = text.text[origin : text.ends[closing - 1]]
    start, end = text.starts[scope.first] - origin, text.ends[scope.last - 1] - origin
    found = _years(sentence, start=start, end=end, scope=scope, origin=origin)
    if any(found):
        return found
    for first, last in scope.sentences_behind:
        if scope.is_spoken_of(first):
            found = _years(text.span_text(first, last), start=0, end=0)
            if any(found):
                return found
    return 0, 0


def _years(
    sentence: str,
    *,
    start: int,
    end: int,
    scope: Scope | None = None,
    origin: int = 0,
) -> tuple[int, int]:
    """Return the years in the name, or else those the sentence puts to it.

    One year in a name is the horizon the name looks to ("Omgevingsvisie 2040"): it
    says when the plan ends, not when it began. A year in the sentence counts only
    where a word says what began or ended in it.
    """
    inside = YEARS.search(sentence, start, end) if end > start else None
    if inside:
        first, last = _as_years(inside)
        return (first, last) if last else (0, first)
    begun = ended = 0
    for found in _written_years(sentence):
        if scope and scope.is_of_another(origin + found.start(), origin + found.end()):
            continue
        if _is_apart(sentence, found, name=(start, end)):
            continue
        first, last = _as_years(found)
        if last and _is_a_period(sentence, found, name_end=end):
            return first, last
        event = "" if last else _event(sentence, found, name=(start, end))
        if event == "ended":
            ended = ended or first
        elif event == "begun":
            begun = begun or first
    return (begun, ended) if begun <= ended or not ended else (0, 0)


@lru_cache(maxsize=MOST_SENTENCES)
def _written_years(sentence: str) -> tuple[re.Match[str], ...]:
    return (*BETWEEN.finditer(sentence), *YEARS.finditer(sentence))


def _is_a_period(sentence: str, years: re.Match[str], *, name_end: int) -> bool:
    """Tell whether two years say how long something lasts."""
    if years.re is BETWEEN or _stands_before(years, PERIOD_CUES):
        return True
    between = sentence[name_end : years.start()]
    return 0 < name_end < years.start() and BRACKETED.search(between) is not None


def _event(sentence: str, year: re.Match[str], *, name: tuple[int, int]) -> str:
    """Return whether a year is the last ("tot 2030") or the first ("in 2021 begon")."""
    if _stands_before(year, LAST_YEAR_CUES):
        return "ended" if year.start() >= name[1] else ""
    if _stands_before(year, FIRST_YEAR_CUES):
        return "begun"
    if _stands_before(year, FROM) and UNTIL.match(sentence, year.end()):
        return "begun"
    if not _stands_before(year, DATE_CUES):
        return ""
    opening, closing = _clause_of(sentence, year)
    said = [
        (max(found.start() - year.end(), year.start() - found.end()), event)
        for event, pattern in (("begun", BEGINNING), ("ended", ENDING))
        for found in pattern.finditer(sentence, opening, closing)
        if not name[0] <= found.start() < name[1] and _is_said(found)
    ]
    return min(said, default=(0, ""))[1]


def _is_said(event: re.Match[str]) -> bool:
    """Tell whether what began or ended did so, and is not denied or asked."""
    small = _in_small(event.string)
    return how_said(small, start=event.start(), end=event.end()) is Said.SO


def _stands_before(year: re.Match[str], cues: re.Pattern[str]) -> bool:
    """Tell whether one of the cues stands right before a year, within their reach."""
    begin = max(0, year.start() - CUE_REACH)
    return cues.search(year.string, begin, year.start()) is not None


def _clause_of(sentence: str, year: re.Match[str]) -> tuple[int, int]:
    """Return where the words around a year begin and end, up to the next marks."""
    opening, closing = max(0, year.start() - REACH), year.end() + REACH
    marks = [mark.end() for mark in MARK.finditer(sentence, opening, year.start())]
    closed = MARK.search(sentence, year.end(), closing)
    opening = marks[-1] if marks else opening
    closing = closed.start() if closed else min(closing, len(sentence))
    # "In 2019 vastgesteld en in 2024 vervallen": each year has its own part.
    for joint in AND.finditer(sentence, opening, year.start()):
        if YEARS.search(sentence, opening, joint.start()):
            opening = joint.end()
    for joint in AND.finditer(sentence, year.end(), closing):
        if YEARS.search(sentence, joint.end(), closing):
            return opening, joint.start()
    return opening, closing


def _is_apart(sentence: str, year: re.Match[str], *, name: tuple[int, int]) -> bool:
    """Tell whether a year stands in a clause that ends before the name."""
    return MARK.search(sentence, year.start(), max(name[0], 0)) is not None


def _as_years(found: re.Match[str]) -> tuple[int, int]:
    start = int(found[1])
    until = found[2] or found[3]
    if not until:
        return start, 0
    end = int(until) if len(until) > 2 else start // 100 * 100 + int(until)
    return (start, end) if end >= start else (start, 0)
