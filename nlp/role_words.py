"""An organisation in its text in, what the words right around it call it out."""

import re
from collections.abc import Sequence

from nlp.capitals import EntitySpan
from nlp.denial import denies
from nlp.initiative_words import initiative_words
from nlp.role_lists import ARTICLES, announcing
from nlp.small_letters import small_letters
from nlp.tokens import TokenisedText

REACH = 4
LABEL_REACH = 9
SENTENCE_PART_ENDS = frozenset(".;")
BEING = frozenset(("is", "zijn", "was", "waren", ":", "–"))
# "… en de scholen doen dit jaar mee": who stands behind the name may go between.
_TAIL = r"^(?:\W*(?:en|,)[^.;:()]{0,60}?)?\W*"
PARTICIPATES = re.compile(
    _TAIL
    + r"\b(?:(?:doen|doet|deed|deden|werkt|werken|denkt|denken)\b[^.;:,]{0,30}\bmee\b"
    r"|(?:is|zijn|was|waren)\b[^.;:,]{0,25}\b(?:partners?|betrokken|aangehaakt|"
    r"aangesloten|medeopdrachtgevers?|deelnemers?)\b"
    r"|slui(?:t|ten) (?:(?:zich|ook|later|nu|binnenkort) ){0,2}aan\b"
    r"|(?:heeft|hebben) zich\b[^.;:,]{0,20}\b(?:verbonden|aangesloten)\b"
    r"|slaan\b[^.;:,]{0,15}\bhanden ineen\b"
    r"|(?:leveren|levert)\b[^.;:,]{0,25}\bbijdrage\b"
    r"|(?:neemt|nemen|namen)\b[^.;:,]{0,15}\bdeel\b|(?:draagt|dragen) (?:ook )?bij\b"
    r"|(?:samenwerken|deelnemen|meedoen|meewerken)\b"
    r"|participe(?:ert|ren)\b|(?:takes?|took) part\b|(?:joins?|joined)\b)",
    re.IGNORECASE,
)
# "Bij het plan zijn ook A en de scholen betrokken": the verb stands in two parts.
OPENS_PART = frozenset("zijn is doen doet werken werkt nemen neemt".split())
ALSO = frozenset(("ook", "tevens", "daarnaast"))
CLOSES_PART = re.compile(
    r"^[^.;:]{0,40}?\b(?:betrokken|mee|deel|aangehaakt|aangesloten)\b", re.IGNORECASE
)


def words_before(text: TokenisedText, first: int) -> list[str]:
    """Return the few words before a name, without what only says what it is."""
    start, _ = text.sentence_bounds(first)
    while first > start and (
        text.lower(first - 1) in ARTICLES or text.lower(first - 1) in announcing()
    ):
        first -= 1
    return [text.lower(at) for at in range(max(start, first - REACH), first)]


def endings_before(text: TokenisedText, first: int) -> list[str]:
    """Return the last word before a name, the last two, and so on."""
    before = words_before(text, first)
    return [" ".join(before[-n:]) for n in range(1, len(before) + 1)]


def around(text: TokenisedText, span: EntitySpan) -> tuple[list[str], list[str]]:
    """Return the few words before and behind, no further than a stop."""
    before: list[str] = []
    for at in range(span.first - 1, max(-1, span.first - REACH - 1), -1):
        if text.words[at] in SENTENCE_PART_ENDS:
            break
        before.insert(0, text.lower(at))
    after: list[str] = []
    for at in range(span.last, min(span.last + REACH, len(text))):
        if text.words[at] in SENTENCE_PART_ENDS:
            break
        after.append(text.lower(at))
    return before, after


def is_agent(before: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether something is made by it: "is ontwikkeld door de gemeente"."""
    closest = [word for word in before[-3:] if word not in ARTICLES]
    made = initiative_words().made
    is_by = closest[-1:] in (["door"], ["by"])
    return is_by and not made.isdisjoint((*closest[:-1], *after[:2]))


def is_called_partner_before(text: TokenisedText, first: int) -> bool:
    """Tell whether the words before a name are "partners zijn" or "partners:"."""
    return label_before(text, first, nouns=initiative_words().partner_nouns) >= 0


def label_before(text: TokenisedText, first: int, *, nouns: frozenset[str]) -> int:
    """Return the noun that a name is labelled with ("partners zijn"), or -1."""
    start, _ = text.sentence_bounds(first)
    while first > start and text.lower(first - 1) in ARTICLES:
        first -= 1
    if text.lower(first - 1) not in BEING:
        return -1
    label = range(max(start, first - LABEL_REACH), first - 1)
    opened = [at for at in label if text.lower(at) in nouns]
    if not opened:
        return -1
    is_cut = any(text.words[at] in ",;:" for at in range(opened[-1], first - 1))
    return -1 if is_cut else opened[-1]


def takes_part(text: TokenisedText, first: int, last: int) -> bool:
    """Tell whether "doen mee", "zijn partner" or "sluit aan" stands behind a list."""
    behind = _rest(text, last)
    found = PARTICIPATES.search(behind)
    if found is None:
        before = words_before(text, first)
        while before and before[-1] in ALSO:
            before.pop()
        if before[-1:] and before[-1] in OPENS_PART:
            found = CLOSES_PART.search(behind)
    if found is None:
        return False
    said = small_letters(found[0])
    return not denies(said, start=0, end=len(said))


def takes_part_in(text: TokenisedText, last: int) -> tuple[int, int]:
    """Return what stands behind "mee aan" or "bij aan"; (0, 0) where nothing does."""
    _, end = text.sentence_bounds(last - 1)
    for at in range(last, end - 1):
        if text.lower(at) in ("mee", "deel", "bij") and text.lower(at + 1) in (
            "aan",
            "in",
        ):
            return at + 2, end
    return 0, 0


def _rest(text: TokenisedText, last: int) -> str:
    """Return the sentence behind a list, with its stop."""
    _, end = text.sentence_bounds(last - 1)
    return text.text[text.ends[last - 1] : text.ends[end - 1]]
