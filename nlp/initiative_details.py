"""The place of a name in its sentence in, status, lead, partners, places, years out."""

import re
from dataclasses import dataclass

from domain.readings import InitiativeStatus
from nlp.initiative_known import Known
from nlp.initiative_roles import refers_back, roles
from nlp.initiative_words import initiative_words
from nlp.qualifiers import find_qualifiers
from nlp.tokens import TokenisedText

YEARS = re.compile(
    r"\b((?:19|20)\d\d)(?:\s*[-–/]\s*((?:19|20)?\d\d)|"
    r"\s*(?:t/m|tot en met|tot)\s+((?:19|20)\d\d))?\b"
)
BETWEEN = re.compile(r"\btussen\W+((?:19|20)\d\d)()\W+en\W+((?:19|20)\d\d)\b", re.I)
_DAY = r"(?:(?:eind|begin|medio|het jaar|het voorjaar van|het najaar van)\W+)?"
_MONTH = (
    r"(?:(?:\d{1,2}\W+)?(?:januari|februari|maart|april|mei|juni|juli|augustus|"
    r"september|oktober|november|december)\W+)?"
)
PERIOD_CUES = re.compile(
    r"\b(?:(?:van|in|tussen|voor)\W+(?:\w+\W+)?|"
    r"(?:looptijd|periode|loopt|liep|geldt|gold)\b[^.;]{0,40})$",
    re.I,
)
LAST_YEAR_CUES = re.compile(
    rf"\b(?:tot|t/m|tot en met|tot uiterlijk|uiterlijk)\W+(?:in\W+)?{_DAY}{_MONTH}$",
    re.I,
)
FIRST_YEAR_CUES = re.compile(rf"\b(?:vanaf|sinds|sedert|since)\W+{_DAY}{_MONTH}$", re.I)
FROM = re.compile(rf"\bvan\W+{_DAY}{_MONTH}$", re.I)
UNTIL = re.compile(r"\W+(?:tot|t/m)\b", re.I)
DATE_CUES = re.compile(rf"\b(?:in|per|op|eind|begin|medio)\W+{_DAY}{_MONTH}$", re.I)
CLAUSE = re.compile(r"[^,;:()]+")
ENDING = re.compile(
    r"\b(?:be[ëe]indig\w*|eindig\w*|ingetrokken|afgerond|stopgezet|stopt|stopte|stopten|"
    r"gestopt|afgelopen|afloopt|loopt (?:\w+ ){0,3}af|liep (?:\w+ ){0,3}af|voltooid|"
    r"opgeleverd|gerealiseerd|klaar|opgeheven|verval\w*|verviel\w*|completed|ended)\b",
    re.I,
)
BEGINNING = re.compile(
    r"\b(?:start|starten|startte|startten|gestart|begin[nt]\w*|begon|begonnen|opgericht|"
    r"gelanceerd|lanceert|lanceerde|opgezet|geopend|ingegaan|looptijd|started|launched)\b",
    re.I,
)
ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9&+]{1,9}")
ABBREVIATION_WORDS = frozenset(("hierna", "afgekort", "kortweg", ":", "verder"))
MOST_OTHER_WORDS = 4
STATUS_SENTENCES = 3
# "Het bestuur stelde het in december vast": a pronoun for what was named before.
DONE_TO_IT = re.compile(
    r"\b(?:stelde|stelden|nam|namen|tekende|tekenden|voerde|voerden) "
    r"(?:het|hem|haar|die|deze|dit) (?:in|op|eind|begin|vorig|unaniem|vast|aan|uit)\b"
)
HEDGED_CERTAINTY = 0.85
NEGATED_CERTAINTY = 0.9
# A finished plan is not "being prepared" as well: when two cues stand equally near,
# the one that comes first here counts.
STATUS_ORDER = (
    InitiativeStatus.FINISHED,
    InitiativeStatus.ADOPTED,
    InitiativeStatus.RUNNING,
    InitiativeStatus.IN_PREPARATION,
    InitiativeStatus.ANNOUNCED,
    InitiativeStatus.IDEA,
)


@dataclass(frozen=True, slots=True)
class Details:
    """What the sentence says of an initiative."""

    status: InitiativeStatus
    certainty: float
    abbreviation: str
    lead_id: str
    partner_ids: tuple[str, ...]
    place_ids: tuple[str, ...]
    start_year: int
    end_year: int


def describe(text: TokenisedText, *, first: int, last: int, known: Known) -> Details:
    """Return what the sentence around a name says of the initiative."""
    opening, closing = text.sentence_bounds(first)
    origin = text.starts[opening]
    sentence = text.text[origin : text.ends[closing - 1]]
    start, end = text.starts[first] - origin, text.ends[last - 1] - origin
    flags = find_qualifiers(sentence, start_offset=start, end_offset=end)
    lead_id, partner_ids = roles(text, first=first, last=last, known=known)
    years = _years(sentence, start=start, end=end)
    certainty = HEDGED_CERTAINTY if flags.is_hedged else 1.0
    status = _status(sentence, start=start, end=end)
    if status is InitiativeStatus.UNKNOWN:
        status = _status_after(text, closing)
    return Details(
        status=status,
        certainty=certainty * (NEGATED_CERTAINTY if flags.is_negated else 1.0),
        abbreviation=_abbreviation(text, last),
        lead_id=lead_id,
        partner_ids=partner_ids,
        place_ids=_place_ids(text, first=first, last=last, known=known),
        start_year=years[0],
        end_year=years[1],
    )


def _status(sentence: str, *, start: int, end: int) -> InitiativeStatus:
    """Return the status whose cue stands nearest to the name.

    Cues inside the name itself say nothing ("Uitvoeringsprogramma", "Wens").
    """
    best = (len(sentence) + 1, len(STATUS_ORDER))
    for rank, status in enumerate(STATUS_ORDER):
        for cue in initiative_words().statuses[status].finditer(sentence):
            if start <= cue.start() and cue.end() <= end and start < end:
                continue
            # Around the name ("stelde de Nota Bodem vast") nothing is nearer.
            gap = max(0, start - cue.end(), cue.start() - end)
            best = min(best, (gap, rank))
    if best[1] == len(STATUS_ORDER):
        return InitiativeStatus.UNKNOWN
    return _in_tense(STATUS_ORDER[best[1]], sentence)


def _status_after(text: TokenisedText, start: int) -> InitiativeStatus:
    """Return the status that the next sentences say of "het programma" or "zij"."""
    for _ in range(STATUS_SENTENCES):
        if start >= len(text):
            break
        opening, closing = text.sentence_bounds(start)
        if refers_back(text, start) or DONE_TO_IT.search(
            text.span_text(opening, closing)
        ):
            status = _status(text.span_text(opening, closing), start=0, end=0)
            if status is not InitiativeStatus.UNKNOWN:
                return status
        start = closing
    return InitiativeStatus.UNKNOWN


def _in_tense(status: InitiativeStatus, sentence: str) -> InitiativeStatus:
    """Put back by one step what the sentence only says of the future."""
    words = initiative_words()
    if not words.future.search(sentence) or words.past.search(sentence):
        return status
    if status is InitiativeStatus.ADOPTED:
        return InitiativeStatus.IN_PREPARATION
    return InitiativeStatus.RUNNING if status is InitiativeStatus.FINISHED else status


def _abbreviation(text: TokenisedText, last: int) -> str:
    """Return the abbreviation in brackets right after the name."""
    if text.words[last : last + 1] != ["("]:
        return ""
    at = last + 1
    while text.lower(at) in ABBREVIATION_WORDS:
        at += 1
    words = text.words[at : at + 2]
    is_closed = len(words) == 2 and words[1] == ")"
    if is_closed and ABBREVIATION.fullmatch(words[0]):
        is_abbreviation = sum(letter.isupper() for letter in words[0]) > 1
        if is_abbreviation:
            return words[0]
    return _other_name(text, at)


def _other_name(text: TokenisedText, start: int) -> str:
    """Return the other name in brackets: "(de Vezeldeal)", "(HCA Techniek)"."""
    first = start + 1 if text.lower(start) in ("de", "het") else start
    last = first
    while last < len(text) and text.is_capital(last):
        last += 1
    is_closed = text.words[last : last + 1] == [")"]
    is_short = first < last <= first + MOST_OTHER_WORDS
    is_name = is_closed and is_short and len(text.words[first]) > 2
    said = first > start or last - first > 1
    return text.span_text(first, last) if is_name and said else ""


def _place_ids(
    text: TokenisedText, *, first: int, last: int, known: Known
) -> tuple[str, ...]:
    """Return the places in the name, or else those of its sentence."""
    inside = [p.entity_id for p in known.places if first <= p.first < last]
    sentence = text.sentences[first]
    nearby = [p.entity_id for p in known.places if text.sentences[p.first] == sentence]
    return tuple(dict.fromkeys(inside or nearby))


def _years(sentence: str, *, start: int, end: int) -> tuple[int, int]:
    """Return the years in the name, or else those the sentence puts to it.

    One year in a name is the horizon the name looks to ("Omgevingsvisie 2040"): it
    says when the plan ends, not when it began. A year in the sentence counts only
    where a word says what began or ended in it.
    """
    inside = YEARS.search(sentence, start, end)
    if inside:
        first, last = _as_years(inside)
        return (first, last) if last else (0, first)
    begun = ended = 0
    for found in (*BETWEEN.finditer(sentence), *YEARS.finditer(sentence)):
        if _is_apart(sentence, found, name=(start, end)):
            continue
        first, last = _as_years(found)
        if last and (
            found.re is BETWEEN or PERIOD_CUES.search(sentence, 0, found.start())
        ):
            return first, last
        event = "" if last else _event(sentence, found, name=(start, end))
        if event == "ended":
            ended = ended or first
        elif event == "begun":
            begun = begun or first
    return (begun, ended) if begun <= ended or not ended else (0, 0)


def _event(sentence: str, year: re.Match[str], *, name: tuple[int, int]) -> str:
    """Return whether a year is the last ("tot 2030") or the first ("in 2021 begon")."""
    if LAST_YEAR_CUES.search(sentence, 0, year.start()):
        return "ended" if year.start() >= name[1] else ""
    if FIRST_YEAR_CUES.search(sentence, 0, year.start()):
        return "begun"
    if FROM.search(sentence, 0, year.start()) and UNTIL.match(sentence, year.end()):
        return "begun"
    if not DATE_CUES.search(sentence, 0, year.start()):
        return ""
    clause = _clause_of(sentence, year)
    said = [
        (max(found.start() - year.end(), year.start() - found.end()), event)
        for event, pattern in (("begun", BEGINNING), ("ended", ENDING))
        for found in pattern.finditer(sentence, clause.start(), clause.end())
        if not name[0] <= found.start() < name[1]
    ]
    return min(said, default=(0, ""))[1]


def _clause_of(sentence: str, year: re.Match[str]) -> re.Match[str]:
    return next(c for c in CLAUSE.finditer(sentence) if c.end() > year.start())


def _is_apart(sentence: str, year: re.Match[str], *, name: tuple[int, int]) -> bool:
    """Tell whether a year stands in a clause that ends before the name."""
    return year.start() < name[0] and _clause_of(sentence, year).end() < name[0]


def _as_years(found: re.Match[str]) -> tuple[int, int]:
    start = int(found[1])
    until = found[2] or found[3]
    if not until:
        return start, 0
    end = int(until) if len(until) > 2 else start // 100 * 100 + int(until)
    return (start, end) if end >= start else (start, 0)
