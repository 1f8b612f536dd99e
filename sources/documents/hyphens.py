"""The lines of one paragraph in, one running text out: broken words made whole."""

import re

# pdfium marks a hyphen at the end of a line as U+FFFE, older files as U+0002.
LINE_END_HYPHENS = ("-", "\ufffe", "\x02", "\u00ad", "\u2010")
HYPHEN_MARKS = LINE_END_HYPHENS[1:]
_MARKS = "\ufffe\x02\u00ad"
_LAST_PART = re.compile(r"[^\s/–—(]*$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# After these words the hyphen stands for a part left out: "zorg- en welzijn".
_ELLIPSIS_WORDS = frozenset(
    {"en", "of", "tot", "als", "noch", "dan", "respectievelijk"}
)
# Dutch writes a hyphen between these vowels inside one word: "media-aanbod".
_COLLIDING_VOWELS = frozenset({"aa", "ai", "ee", "ei", "ii", "oo", "uu"})

_PERSON = (
    "bestuurder|bewoner|burgemeester|collega|commissaris|directeur|gedeputeerde|hoofd"
    "|leerling|lid|leden|man|medewerker|minister|partner|politicus|premier|president"
    "|raadslid|raadsleden|secretaris|staatssecretaris|student|voorzitter|vrouw"
    "|werknemer|wethouder"
)
# Words written with a hyphen; behind «niet» or «ex» may also stand one whole word:
# "niettemin", "expert", "oudste", "ministerraad".
_HYPHENED = re.compile(
    rf"minister-president|(?:oud|ex)-(?:{_PERSON})"
    r"|niet-(?!temin|tegen|ig)|non-(?!chal|n|sens)|vice-"
    r"|co-(?:assist|creat|creë|housing|ouder)"
    r"|(?:adjunct|aspirant|interim)-|kandidaat-(?!s?stel)"
    r"|(?:advocaat|directeur|inspecteur|procureur|secretaris)-generaal",
    re.IGNORECASE,
)


def joined_lines(lines: list[str]) -> str:
    """Return the lines as one text, with words broken at line ends repaired."""
    text = lines[0]
    for line in lines[1:]:
        if text.endswith(LINE_END_HYPHENS):
            text = _joined_at_hyphen(text[:-1], line, mark=text[-1])
        else:
            text = f"{text} {line}"
    return text


def _joined_at_hyphen(before: str, after: str, *, mark: str) -> str:
    """Join two parts at a hyphen: whole word, compound with hyphen, or ellipsis."""
    first = _FIRST_WORD.match(after)
    last = _LAST_PART.search(before, before.rfind(" ") + 1)
    part = last.group() if last else ""
    if not part:
        # A dash that stands alone is no hyphen.
        return f"{before}{'' if mark in _MARKS else mark} {after}"
    if first is None or not first.group()[0].islower():
        return f"{before}-{after}"
    if first.group() in _ELLIPSIS_WORDS:
        return f"{before}- {after}"
    return f"{before}{'-' if _keeps_hyphen(part, after) else ''}{after}"


def _keeps_hyphen(part: str, after: str) -> bool:
    """Whether the hyphen belongs to the word: "CO2-uitstoot", "e-bikes"."""
    return (
        not part[-1].isalpha()
        or len(part) == 1
        or _HYPHENED.match(f"{part}-{after}") is not None
        or part.isupper()
        or (part[-1] + after[0]).lower() in _COLLIDING_VOWELS
    )
