"""Text of an answer in, the names of people that nothing announces out.

A given name counts alone ("Kees regelt het"), with the surname behind it and with whom
it stands beside ("Bep en Koos"). So do a surname that is nothing else ("Hofstra"), one
behind initials, and whoever stands before a telephone number or e-mail address.
"""

import re
from collections.abc import Iterable, Iterator

from transforms.name_lists import (
    JOINER,
    LOWER,
    PART,
    UPPER,
    Found,
    alone,
    called,
    is_body,
    is_body_word,
    is_surname,
    names,
)

_PREFIX = (
    r"(?:El|Al|A[iï]t|Ben|Bin|Bint|Abu|Aboe|Oude|Klein|Groot|Lutje|Tjon|Lo|Li|A|Op|Ter?|"
    r"Ten|Den?|Der|Van|In|'t)"
)
_GAP = r"[^\S\n]"
_WORD = re.compile(rf"(?<![\w@./'’#])[{UPPER}{LOWER}][\w]+(?![@/])")
_TAIL = re.compile(rf"(?:-{PART})?{_GAP}(?:(?:{JOINER}|{_PREFIX}){_GAP}){{0,3}}{PART}")
_SMALL_TAIL = re.compile(
    rf"{_GAP}(?:({JOINER}){_GAP})?([{LOWER}]{{2,}})(?![\w@])", re.I
)
_CAPITAL_TAIL = re.compile(
    rf"{_GAP}(?:(?:VAN DER|VAN DEN|VAN DE|VAN|DE|DEN|DER|TER|TEN|EL){_GAP})"
    rf"[{UPPER}'-]{{2,}}"
)
_ARTICLE = re.compile(
    r"\b(?:Sint|Saint|Sainte|St\.?)-$|(?:\b(?i:de|het|een|'n|the|a)|'t)\s"
    r"(?:(?:Jonge|Oude|Grote|Kleine|Goede|Vrolijke|Gouden|Witte|Zwarte|Dolle|Dikke|Lange|Lustige|Trotse)\s)?$"
)
_CALLED_BEHIND = re.compile(rf"-[{LOWER}]|-(?:{UPPER})|'s?-|\s?[&+]\s|®|™")
_BESIDE = re.compile(rf"\s(?:en|and|&|\+)\s({PART})(?=[\s,.!?;:)]|$)")
_BEFORE_BESIDE = re.compile(rf"(?<![\w-])(?<!van )({PART})(?:\s(?:en|and|&|\+)|,)\s$")
_INITIALED = re.compile(
    rf"(?<![\w.@])(?:(?:[{UPPER}]|Th|Chr|Joh|Ph|IJ)\.{_GAP}?){{1,5}}"
    rf"(?:(?:{JOINER}|{_PREFIX}){_GAP}){{0,3}}{PART}"
)
_PARTS_BEFORE = re.compile(r"\b(?:(?:Oude|Klein|Groot|Lutje|El|Tjon|A[iï]t)\s)+$")
_PART_AT = re.compile(rf"{PART}(?!\w)")
_HYPHENED = re.compile(rf"-{PART}")
_LAST_PART = re.compile(rf"{PART}$")
_ECHOED = re.compile(rf"(?<![\w@.-])[{UPPER}][{LOWER}]{{3,}}(?![\w@-])")
_LONGEST_CALLED = 25
_FORMS = frozenset("BV NV VOF US EU UK PS NB VS EN AD".split())
_CONTACT = re.compile(
    rf"(?<![\w-])({PART}(?:{_GAP}(?:{JOINER}{_GAP})?{PART}){{0,2}})"
    rf"(?![{LOWER}])(?:\s|[,:(-]){{1,3}}"
    r"(?:(?:tel(?:efoon)?|mob(?:iel)?|t|m)[.:]{0,2}\s?)?"
    r"(?=\(?\+\d(?:[ .()/-]{0,3}\d){8}|"
    r"\(?0[1-9](?![ ./-]?(?:19|20)\d\d\b)(?:[ .()/-]{0,3}\d){8}(?!\d)|[\w.+-]{1,64}@)"
)
_NO_CONTACT = frozenset(
    "bel app mail tel telefoon mobiel mob nummer adres naam op of mijn contact info "
    "sms whatsapp reacties vragen bereikbaar call phone please email e-mail kantoor "
    "zie groet groeten groetjes gr mvg tabel dank bedankt beste hallo".split()
)
_ENDS_OF_KINDS = ("en", "ing", "ie", "heid", "teit")
_ENDS_OF_NO_CONTACT = tuple(
    "nummer adres contact gegevens balie lijn punt centrum telefoon dienst loket "
    "desk".split()
)


def lone_names(text: str) -> Iterator[Found]:
    """Yield given names and sure surnames, whole, with those beside them."""
    place = 0
    for match in _WORD.finditer(text):
        if match.start() < place:
            continue
        end = _person_end(text, match)
        place = max(place, abs(end))
        if end > 0:
            yield _with_parts_before(text, match.start()), end
            yield from _beside(text, match.start(), end)


def _with_parts_before(text: str, start: int) -> int:
    """Return where a surname of more words begins: "Oude Elferink"."""
    before = _PARTS_BEFORE.search(text, max(0, start - 20), start)
    return before.start() if before else start


def _person_end(text: str, match: re.Match[str]) -> int:
    """Return where the person ends whose first word this is, or 0 if it is none.

    Below 0 is where a body ends that is called like a person.
    """
    word, (start, end) = match[0], match.span()
    small = word.lower()
    known = alone()
    if word == small:
        if small not in known["all"]:
            return 0
        return _small_person_end(text, small, start, end)
    if small not in known["all"]:
        whole = _PART_AT.match(text, start)
        is_sure = whole and is_surname(whole[0])
        return _unless_thing(text, start, whole.end()) if whole and is_sure else 0
    if word.isupper():
        return _capital_person_end(text, small, start, end)
    return _given_person_end(text, small, start, end)


def _given_person_end(text: str, small: str, start: int, end: int) -> int:
    """Return where a person with a capital ends: behind the surname if there is one."""
    is_alone = small in alone()["alone"]
    if not is_alone and "-" in (text[start - 1 : start], text[end : end + 1]):
        return 0
    far = _tail_end(text, end)
    if far > end and not is_body(text, start, far):
        return far
    if far == end:
        far = _small_tail_end(text, end)
    is_counted = far > end or is_alone
    if far == end and small == "jan" and _is_month(text, start, end):
        return 0
    return _unless_thing(text, start, far) if is_counted else 0


def _tail_end(text: str, end: int) -> int:
    """Return where the surnames behind a given name end."""
    tail = _TAIL.match(text, end) or _HYPHENED.match(text, end)
    if not tail:
        return end
    far = tail.end()
    last = _LAST_PART.search(text, end, far)
    is_given_too = last and last[0].lower() in alone()["all"]
    further = _TAIL.match(text, far) if is_given_too else None
    return further.end() if further else far


def _small_tail_end(text: str, end: int) -> int:
    """Return where a surname in small letters ends: "Jan jansen", "roel van dijk"."""
    tail = _SMALL_TAIL.match(text, end)
    return tail.end() if tail and tail[2].lower() in names()["small_surnames"] else end


def _small_person_end(text: str, small: str, start: int, end: int) -> int:
    far = _small_tail_end(text, end)
    if far == end and small not in alone()["small"]:
        return 0
    return _unless_thing(text, start, far)


def _capital_person_end(text: str, small: str, start: int, end: int) -> int:
    tail = _CAPITAL_TAIL.match(text, end)
    around = text[max(0, start - 6) : end + 8]
    is_shouted = around.isupper() and small in alone()["small"]
    if not tail and not is_shouted:
        return 0
    far = tail.end() if tail else end
    return _unless_thing(text, start, far)


def _unless_thing(text: str, start: int, end: int) -> int:
    return -end if _is_thing(text, start, end) else end


def _is_thing(text: str, start: int, end: int) -> bool:
    """Tell whether what is called so is no person: a body, or "de Anton", "Kees-"."""
    if _CALLED_BEHIND.match(text, end) or is_body(text, start, end):
        return True
    near = called().finditer(text, max(0, start - _LONGEST_CALLED), end + 20)
    if any(each.start() <= start < each.end() for each in near):
        return True
    return _ARTICLE.search(text, max(0, start - 14), start) is not None


def _is_month(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 2) : start] + text[end : end + 3]
    return any(sign.isdigit() for sign in around)


def _beside(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield who stands beside a person: "Bep en Koos", "Joke, Truus en Wobbelien"."""
    right = _BESIDE.match(text, end)
    if right and not _is_no_neighbour(text, *right.span(1)):
        yield right.start(1), _tail_end(text, right.end(1))
    left = _BEFORE_BESIDE.search(text, max(0, start - 30), start)
    if left and " en " in left[0] + " " and not _is_no_neighbour(text, *left.span(1)):
        yield left.span(1)


def _is_no_neighbour(text: str, start: int, end: int) -> bool:
    word = text[start:end]
    return is_body_word(word) or word.endswith("en") or is_body(text, start, end)


def initialed_names(text: str) -> Iterator[Found]:
    """Yield surnames with initials before them: "aan S. Oosterhuis"."""
    for match in _INITIALED.finditer(text):
        start, end = match.span()
        initials, _, surname = match[0].rpartition(".")
        letters = "".join(sign for sign in initials if sign.isalpha())
        is_mark = len(letters) == 1 and (_opens(text, start) or _is_listed(text, start))
        if letters.upper() in _FORMS or is_body_word(surname.split()[-1]):
            continue
        is_cut = len(surname.strip()) < 4 and text.startswith(".", end)
        if is_cut or (is_mark and not _is_sure(text, surname, end)):
            continue
        if not is_body(text, start, end):
            yield start, end


def _is_listed(text: str, start: int) -> bool:
    """Tell whether a letter that follows it, or comes before it, is a mark too."""
    letter = ord(text[start])
    return any(f"{chr(letter + step)}. " in text for step in (-1, 1))


def _opens(text: str, start: int) -> bool:
    """Tell whether a sentence or a list begins here: "A. Wonen B. Werken"."""
    before = text[:start].rstrip()[-1:]
    return not before or before in ".!?:;" or "\n" in text[max(0, start - 1) : start]


def _is_sure(text: str, surname: str, end: int) -> bool:
    return is_surname(surname.strip()) or " " in surname.strip() or end == len(text)


def contact_names(text: str) -> Iterator[Found]:
    """Yield who stands before a telephone number or an e-mail address."""
    for match in _CONTACT.finditer(text):
        start, end = match.span(1)
        words = match[1].lower().split()
        is_kind = len(words) == 1 and words[0].endswith(_ENDS_OF_KINDS)
        if (
            not is_kind
            and not any(map(_is_no_contact, words))
            and not is_body(text, start, end)
        ):
            yield start, end


def _is_no_contact(word: str) -> bool:
    return (
        word in _NO_CONTACT or word.endswith(_ENDS_OF_NO_CONTACT) or is_body_word(word)
    )


def echoes(text: str, found: Iterable[Found]) -> Iterator[Found]:
    """Yield where a part of a name that was found stands again."""
    parts = {
        part[0]
        for start, end in found
        for part in _ECHOED.finditer(text, start, end)
        if not is_body_word(part[0])
    }
    if parts:
        for match in _ECHOED.finditer(text):
            if match[0] in parts and not is_body(text, *match.span()):
                yield match.span()
