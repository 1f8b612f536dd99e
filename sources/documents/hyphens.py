"""The lines of one paragraph in, one running text out: broken words made whole."""

import re

# pdfium marks a hyphen at the end of a line as U+FFFE, older files as U+0002.
LINE_END_HYPHENS = ("-", "\ufffe", "\x02", "\u00ad", "\u2010")
HYPHEN_MARKS = LINE_END_HYPHENS[1:]
_MARKS = "\ufffe\x02\u00ad"
_HYPHENS = frozenset(LINE_END_HYPHENS)
_LAST_PART = re.compile(r"[^\s/–—(]*$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# After these words the hyphen stands for a part left out: "zorg- en welzijn".
ELLIPSIS_WORDS = frozenset({"en", "of", "tot", "als", "noch", "dan", "respectievelijk"})
# Dutch writes a hyphen between these vowels inside one word: "media-aanbod".
_COLLIDING_VOWELS = frozenset({"aa", "ai", "ee", "ei", "ii", "oo", "uu"})
# Between others only where two words meet: "auto-industrie", but "materieel", "museum".
_FIRST_WORDS = re.compile(
    r"(?:a[eé]ro|agro|audio|auto|bio|demo|disco|eco|ele[ck]tro|euro|foto|geo|hydro|info"
    r"|logo|macro|micro|mono|neo|pseudo|psycho|radio|retro|socio|stereo|studio|techno"
    r"|turbo|video|agenda|camera|contra|data|drama|extra|firma|infra|intra|media|opera"
    r"|pagina|programma|schema|thema|ultra|anti|maxi|mini|multi|quasi|semi|taxi)$",
    re.IGNORECASE,
)
_MEETING_VOWELS = frozenset({"ae", "au", "ie", "oe", "oi", "ou"})
_NEXT_WORDS = re.compile(
    r"uit[a-z]{2}|industr|informat|infra|initiat|inricht|install|invest|impuls|impact"
)
_OPEN_ENDS = frozenset("aeou")
# In one word the second vowel has a sign instead, which is left out at a line end.
_PREFIX = re.compile(r"(?:.*[-/])?(?:be|ge)$", re.IGNORECASE)
_SIGNED = re.compile(r"e(?!u)|i(?!j)|u(?!i)")
_SIGNED_WORDS = re.compile(r"co-o(?:p(?=er)|r(?=din))|re-e(?=el)", re.IGNORECASE)
_SIGNS = {"e": "ë", "i": "ï", "o": "ö", "u": "ü"}

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
    if len(lines) == 1:
        return text
    # Most paragraphs have no word that is broken.
    if _HYPHENS.isdisjoint([line[-1:] for line in lines]):
        return " ".join(lines)
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
    if first.group() in ELLIPSIS_WORDS:
        return f"{before}- {after}"
    if _drops_sign(part, after):
        return f"{before}{_SIGNS[after[0]]}{after[1:]}"
    return f"{before}{'-' if _keeps_hyphen(part, after) else ''}{after}"


def _drops_sign(part: str, after: str) -> bool:
    """Whether the break took the sign off a vowel: "be-eindigd" is "beëindigd"."""
    if _PREFIX.match(part):
        return _SIGNED.match(after) is not None
    return _SIGNED_WORDS.match(f"{part}-{after}") is not None


def _keeps_hyphen(part: str, after: str) -> bool:
    """Whether the hyphen belongs to the word: "CO2-uitstoot", "e-bikes"."""
    if _PREFIX.match(part):
        return False
    return (
        not part[-1].isalpha()
        or len(part) == 1
        or part[-1].isupper()
        or _HYPHENED.match(f"{part}-{after}") is not None
        or (part[-1] + after[0]).lower() in _COLLIDING_VOWELS
        or _meet(part, after)
    )


def _meet(part: str, after: str) -> bool:
    """Whether two words meet at vowels that would be read as one."""
    if (part[-1] + after[0]).lower() in _MEETING_VOWELS and _FIRST_WORDS.search(part):
        return True
    return part[-1] in _OPEN_ENDS and _NEXT_WORDS.match(after) is not None
