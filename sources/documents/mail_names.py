"""A line of an e-mail in, whether it holds nothing but names of people out."""

import re

_WORD = r"(?:[A-ZÀ-Þ][\w.'’-]*|van|de|der|den|het|ten|ter|te|'t|namens)"
_PERSON = rf"{_WORD}(?:[ \t]+{_WORD}){{0,5}}"
_NAMES = re.compile(rf"{_PERSON}(?:\s*[;,]\s*{_PERSON}){{0,50}}\W*")
_GREETING = (
    "beste|geachte?|hallo|hoi|dag|lieve|ha|hé|hee|hey|hi|hello|dear"
    "|goe(?:d|de|den|ie|ien) ?(?:morgen|middag|avond|dag)"
    "|good (?:morning|afternoon|evening)"
)
_HELLO = (
    "hallo|hoi|hé|hee|hey|hi|hello|goe(?:d|de|den|ie|ien) ?(?:morgen|middag|avond|dag)"
    "|good (?:morning|afternoon|evening)"
)
_TITLE = (
    r"(?:heer|meneer|mevrouw|mevr\.?|dhr\.?|mw\.?|mr\.?|mrs\.?|ms\.?|drs?\.?|ing\.?"
    r"|ir\.?|prof\.?|professor|burgemeester|wethouder|gedeputeerde|dijkgraaf"
    r"|voorzitter|raadslid|familie|fam\.?)"
)
_TITLES = (
    rf"(?:(?:geachte|beste) )?(?:de )?{_TITLE}"
    rf"(?:(?: ?/ ?| of | en | )(?:de )?{_TITLE}){{0,3}} "
)
_GREETED = rf"(?:{_TITLES})?{_WORD}"
_AND = r"\s*[&/]\s*|\s+(?:en|and)\s+|\s+"
_TOGETHER = rf"{_GREETED}(?:(?:{_AND}){_GREETED}){{0,9}}"
# Behind a comma may follow what is said, so a list of names ends in "en" before it.
_LISTED = (
    rf"{_TOGETHER}"
    rf"(?:(?:\s*,\s*{_TOGETHER}){{1,9}}\s*,?\s+(?:en|and)\s+{_TOGETHER})?"
)
_ALONE = rf"{_TOGETHER}(?:\s*,\s*(?:en\s+)?{_TOGETHER}){{0,9}}"
_SALUTATION = re.compile(
    rf"^\s*(?:{_GREETING})\s+(?-i:(?:{_ALONE})\s*[,!:]\s*$|(?:{_LISTED})\s*[,!]\s*(?=\S))",
    re.IGNORECASE,
)
# Those a mail greets without their name: "Beste allemaal", "Geachte heer, mevrouw".
_GROUP = (
    r"(?:allen|allemaal|iedereen|ieder|all|everyone|everybody|team|teams|mensen|people"
    r"|vriend(?:en|innen)|buren|college|bestuur|commissie|redactie|staten|klant(?:en)?"
    r"|heren?|heer|dames?|mevrouw|meneer|sir|madam|ladies|gentlemen|gemeente|provincie"
    r"|waterschap|fractie|directie|raad|college van b(?:urgemeester)? ?(?:en|&)"
    r" ?w(?:ethouders)?|geadresseerden?|genodigden?|aanwezigen|betrokkenen?"
    r"|belanghebbenden?|belangstellenden?|ge[ïi]nteresseerden?|omwonenden?|afwezigen"
    r"|members|colleagues?|wethouder|burgemeester|voorzitter|griffier|secretaris"
    r"|[\w-]*(?:collega(?:['’]?s)?|leden|lid|bewoners?|inwoners?|lezers?|relaties?"
    r"|partners?|ondernemers?|ouders?|deelnemers?|bestuurders?|raadsleden|gebruikers?"
    r"|vrijwilligers?|medewerkers?|ambtenaren))"
)
_OF_WHAT = (
    r"(?:\s+(?:van|uit|in|of)\s+(?:(?:de|het|the|onze|uw)\s+)?[\w-]+(?:\s+[\w-]+)?)?"
)
_GREETED_GROUP = rf"(?:(?:geachte?|beste|lieve|de|mijn|dear)\s+)?{_GROUP}"
_GROUPS = (
    rf"{_GREETED_GROUP}(?:\s*(?:[,/&]|\ben\b|\bof\b|\band\b|\bor\b)\s*"
    rf"{_GREETED_GROUP}){{0,3}}{_OF_WHAT}"
)
_TO_ALL = re.compile(
    rf"\s*(?:(?:{_GREETING})\s+{_GROUPS}\s*[,!:]?|(?:{_HELLO})\s*[,!]"
    r"|l\. ?s\.?,?|l\.? ?s\.?,)\s*",
    re.IGNORECASE,
)


def is_names(text: str) -> bool:
    """Whether a text is a name, or some of them with commas or semicolons between."""
    return _NAMES.fullmatch(text) is not None


def without_salutation(line: str) -> str:
    """Return a line without the names it begins to greet; nothing if that is all.

    A line that is but a greeting without a name goes as well: "Beste allemaal,".
    """
    if _TO_ALL.fullmatch(line):
        return ""
    return _SALUTATION.sub("", line)
