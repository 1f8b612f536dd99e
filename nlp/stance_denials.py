"""A cue of a stance in its sentence in, whether the sentence denies it out.

A denial stands before the cue ("is niet blij met"), within it ("gaat niet akkoord
met") or behind it in the same clause ("steunt de motie niet").
"""

import re

# What "niet alleen" stands by holds all the same.
_NO_DENIAL = r"(?!\s+(?:alleen|slechts|enkel|zozeer|zomaar)\b)"
_NOT = rf"(?:niet|nooit|evenmin|nauwelijks|amper|niemand){_NO_DENIAL}"
_NONE = rf"(?:{_NOT}|(?:geen|weinig|onvoldoende|gebrek aan|not|no)\b)"
_HOW = "zo|heel|erg|echt|helemaal|zeer|bepaald"
BEFORE = re.compile(
    rf"\b{_NONE}\s+(?:(?:{_HOW})\s+)?(?:\w+\s+)?$|"
    # "Niemand van de bewoners is blij met": of all who follow nobody is.
    r"\bniemand\b(?:(?!\b(?:en|maar|die|dat|wie|of|om|waarom|hoe)\b)[^,;:.])*$|"
    # "Niet van plan het voorstel te steunen": the thing stands between.
    r"\bniet (?:van plan|bereid|geneigd|voornemens)\b[^,;:.]* te $",
    re.IGNORECASE,
)
# The first word of a cue is its own: "geen bezwaar tegen", "niet akkoord met".
WITHIN = re.compile(rf"\s{_NOT}\b|\sgeen\b", re.IGNORECASE)
# What opens another clause, in which a denial is not of this cue.
_OTHER_CLAUSE = re.compile(
    r"[;:!?()|\n]|[,.](?!\d)|\b(?:om|omdat|dat|die|wat|wie|waar\w*|want|maar|of|terwijl|"
    r"als|indien|wanneer|zolang|hoewel|mits|zodat|tenzij|zonder|dan)\b|"
    r"\ben\b(?!\s+(?:de|het|een|deze|die|dit|alle|onze|hun|haar|zijn)\b)",
    re.IGNORECASE,
)
# "De niet geringe inzet", "het niet doorgaan", "niet te bouwen" deny no cue.
_BEHIND = re.compile(
    rf"(?<!\bde )(?<!\been )(?<!\bhet )\b{_NOT}\b(?!\s+te\b)|"
    r"\bhet niet\b(?=\s*$|\s+(?:meer|langer|echt|helemaal))",
    re.IGNORECASE,
)
_NONE_OF_IT = re.compile(r"^\s*(?:(?:ik|wij|we)\s+)?geen\b", re.IGNORECASE)


def is_denied_around(cue: re.Match[str], sentence: str) -> bool:
    """Tell whether a denial stands before a cue or within it."""
    return bool(BEFORE.search(sentence[: cue.start()]) or WITHIN.search(cue[0]))


def is_denied_behind(cue: re.Match[str], sentence: str, *, until: int) -> bool:
    """Tell whether a denial stands behind a cue, in its own clause.

    ``until`` is where the next cue stands, beyond which no clause goes on.
    """
    clause = _OTHER_CLAUSE.split(sentence[cue.end() : until], maxsplit=1)[0]
    return bool(_BEHIND.search(clause) or _NONE_OF_IT.search(clause))
