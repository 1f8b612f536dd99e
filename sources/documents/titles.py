"""The title that a file bears in, what of it names the text out.

Programs fill that place by themselves: with the name of the file, or with a word for
a document that has none.
"""

import re

_PROGRAM = re.compile(
    r"^(?:microsoft (?:office )?(?:word|powerpoint|excel|publisher|visio)"
    r"|openoffice(?:\.org)? \w+|libreoffice \w+)\s*[-–:]\s*",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    r"\.(?:docx?|dotx?|pptx?|potx?|xlsx?|odt|odp|ods|rtf|pdf|indd|qxp|pub|vsdx?|txt|html?)$",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"(?:(?:untitled|naamloos|naamloze|nieuwe?|new) (?:document|presentatie"
    r"|presentation|spreadsheet|werkblad|pagina|page)"
    r"|untitled|naamloos|zonder titel|geen titel|titel|title|no title|unnamed"
    r"|(?:nieuw |new )?(?:microsoft word[- ])?document|presentatie|presentation"
    r"|power ?point[- ](?:presentatie|presentation)|map|werkmap|book|workbook"
    r"|layout|opmaak|dia|slide|scan|scanned (?:document|image)|afdruk|print|sjabloon"
    r"|template|unspecified|anonymous|onbekend|unknown|standaard|default|normal|blank"
    r"|pagina|page|image|afbeelding|file|bestand|doc|concept|memo|brief)"
    r"[\s_-]*(?:\(?\d*\)?)",
    re.IGNORECASE,
)
# What a text is, or a part that many have: neither tells one text from the others.
_SORT = re.compile(
    r"(?:(?:concept|ontwerp|nader|aangepast|gewijzigd)[ -]?)?"
    r"(?:(?:raads|college|commissie|staten|bestuurs|b&w|initiatief|wijzigings)[ -]?)?"
    r"(?:(?:informatie)?brief|informatienota|mededeling|voorstel|besluit|advies|stuk|memo"
    r"|memorandum|notitie|motie(?: vreemd aan de orde van de dag)?|amendement"
    r"|(?:schriftelijke )?vragen|verslag|notulen|besluitenlijst|agenda|oplegger"
    r"|aanbiedingsformulier|formulier|voorblad|letter|proposal|motion|minutes)"
    r"|(?:voorstel|brief|memo|advies|informatienota|mededeling) (?:aan|voor|van) "
    r"(?:de |het )?(?:gemeente|provinciale )?(?:raad|staten|college)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:(?:korte )?(?:inleiding|introductie|aanleiding|samenvatting|toelichting"
    r"|achtergrond(?:en)?|context|leeswijzer|conclusies?|aanbevelingen|argumenten"
    r"|kanttekeningen|kernboodschap|consequenties|communicatie|financiën|planning"
    r"|vervolg|probleemstelling|vraagstelling|beslispunten|overwegingen|doel"
    r"|opening(?: en mededelingen)?|mededelingen|sluiting|rondvraag|ingekomen stukken"
    r"|vaststell(?:en|ing)(?: van)?(?: de)? agenda|spreekrecht(?: burgers)?"
    r"|vragen(?:kwartier|halfuur|uur)|bijlagen|gevraagd besluit"
    r"|voorgesteld besluit|beoogd effect|uitvoering)"
    r"|introduction|summary|background|conclusions?|recommendations|appendix)"
    r"(?: en (?:\w+ )?\w+)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_WORD_OR_YEAR = re.compile(r"[^\W_]{3,}")
_WITHIN, _MOST = 5_000, 0.6
_FILE_NAME = re.compile(r"_|%20|\\|/|(?:^|[^\w])v\d+(?:\.\d+)*$")


def usable_title(told: str) -> str:
    """Return the title without the name of a program, or nothing where it is none.

    ``told`` is on one line, without invisible characters.
    "Microsoft Word - Nota grond.docx" gives "Nota grond"; "nota_v3_def.docx" and
    "Document1" give nothing.
    """
    title = _PROGRAM.sub("", told)
    shorter = _EXTENSION.sub("", title)
    is_file = shorter != title and (" " not in shorter or _FILE_NAME.search(shorter))
    is_name = " " not in shorter and _FILE_NAME.search(shorter)
    if is_file or is_name or not _WORD.search(shorter):
        return ""
    return "" if _NONE.fullmatch(shorter.strip(" ()[]<>.")) else shorter


def bears_out(text: str, told: str) -> bool:
    """Whether most words of a title stand at the beginning of a text."""
    beginning = text[:_WITHIN].casefold()
    words = _WORD_OR_YEAR.findall(told.casefold())
    found = sum(word in beginning for word in words)
    return bool(words) and found > _MOST * len(words)


def is_generic(title: str) -> bool:
    """Whether a title says what sort of text this is, or names a part that many have.

    "Raadsvoorstel", "MOTIE" and "Aanleiding" do; "Motie starters" does not.
    """
    bare = title.strip(" ():.")
    return bool(_SORT.fullmatch(bare) or _PART.fullmatch(bare))
