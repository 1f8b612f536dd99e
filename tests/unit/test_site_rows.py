"""Invented documents, quotes, initiatives and statements in, rows of them out."""

import datetime
from typing import Any

Rows = list[dict[str, Any]]
Tables = dict[str, Rows]

THEMES = {
    "energie": ("Energie", 29, "warmtenet en zonnevelden"),
    "wonen": ("Wonen", 41, "woningen voor starters"),
    "stikstof": ("Stikstof", 18, "uitstoot rond natuurgebieden"),
    "natuur": ("Natuur", 24, "weidevogels en houtwallen"),
    "landbouw": ("Landbouw", 27, "toekomst van melkveehouders"),
    "water": ("Water", 33, "peilbeheer in het veen"),
    "klimaatadaptatie": ("Klimaatadaptatie", 12, "hitte en wateroverlast"),
    "mobiliteit": ("Mobiliteit", 22, "bussen buiten de spits"),
    "economie": ("Economie", 14, "werklocaties langs de A12"),
    "arbeid": ("Arbeid en onderwijs", 9, "vakmensen en stageplekken"),
    "zorg": ("Zorg en gezondheid", 16, "huisartsen in de dorpen"),
    "leefbaarheid": ("Leefbaarheid", 20, "dorpshuizen en winkels"),
    "veiligheid": ("Veiligheid", 6, "aanrijtijden van de brandweer"),
    "circulair": ("Circulaire economie", 4, "hergebruik van bouwstoffen"),
    "digitaal": ("Digitalisering", 3, "glasvezel in het buitengebied"),
    "ruimte": ("Ruimtelijke kwaliteit", 11, "het open landschap"),
    "samenwerking": ("Samenwerking en bestuur", 19, "wie waarover beslist"),
}
GROUPS = {
    "Inwoners": (96, 3),
    "Gemeenten": (47, 8),
    "Ondernemers": (38, -6),
    "Agrariërs": (22, -11),
    "Natuur- en milieuorganisaties": (14, 12),
    "Kennisinstellingen": (6, 0),
}
TITLES = (
    "Regionale Energiestrategie Veenweidevallei 2.0",
    "Woondeal Veenweidevallei 2024-2030",
    "Waterbeheerprogramma 2022-2027",
    "Gebiedsprogramma landelijk gebied, ontwerp",
    "Omgevingsvisie gemeente Lage Venen",
    "Verslag informatieavond warmtenet Oosterwoude",
    "Mobiliteitsagenda 2035",
    "Regionale economische agenda",
    "Natuurvisie Groene Linten",
    "Zorg dichtbij: verkenning eerstelijnszorg in de kernen van de Veenweidevallei "
    "en de omliggende buurtschappen, met bijlagen",
    "Raadsbrief stikstofruimte",
    None,
)
NAMES = (
    "Warmtenet Oosterwoude",
    "Zonneladder Lage Venen",
    "Programma Vitale Veenweiden",
    "Flexwoningen Stationskwartier",
    "Akkoord van Haarweide",
    "Proef natte teelten Polder Groot-Wessel",
)
STATUSES = ("running", "adopted", "in_preparation", "unknown", "finished")
DAY = datetime.date(2025, 11, 3)


def naming(place: int) -> set[int]:
    """The documents that name a theme: three quoted ones, and some more."""
    return {(place + voice * 3) % 12 for voice in (4, 5, 6)} | set(range(place * 7 % 9))


def texts() -> Tables:
    """Documents, their passages and answers, quotes and mentions."""
    documents = [
        {
            "document_id": f"d{number:02}",
            "source_id": "stukken",
            "file_name": f"stuk-{number:02}.pdf",
            "title": title,
            "format": "pdf",
            "page_count": 20 + number,
            "language": "nl",
            "dropped_line_count": 0,
            "published_on": DAY,
        }
        for number, title in enumerate(TITLES)
    ]
    passages: Rows = []
    quotes: Rows = []
    mentions: Rows = []
    for place, theme_id in enumerate(THEMES):
        for voice in range(7):
            passage, quote = _quoted(place, theme_id, voice)
            passages.append(passage)
            quotes.append(quote)
            mentions.append(_mention(passage["passage_id"], theme_id))
    for number in range(12):
        passages += [_filler(number, step) for step in range(12)]
    for place, theme_id in enumerate(THEMES):
        for number in range(place * 7 % 9):
            mentions.append(_mention(f"f-{number}-{place % 12}", theme_id))
    return {
        "document": documents,
        "passage": passages,
        "quote": quotes,
        "theme_mention": mentions,
    }


def _quoted(
    place: int, theme_id: str, voice: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A passage and the quote from it: voices 0-3 are answers."""
    about = THEMES[theme_id][2]
    said = (
        f"Over {about} wordt al jaren gepraat, maar in ons dorp zien we er weinig van.",
        f"Maak eerst duidelijk wat {about} ons kost en wie betaalt, dan pas plannen.",
        f"Wij willen meewerken aan {about}, als de regels vijf jaar gelijk blijven.",
        f"Het gesprek over {about} gaat steeds tussen dezelfde mensen. Jongeren en "
        "huurders hoor je niet, terwijl die er het langst mee te maken krijgen.",
        f"De gemeenten werken {about} voor 1 juli uit in een gezamenlijk programma.",
        f"Voor {about} ontbreekt nog een gedeeld beeld van de opgave.",
        f"Over {about} zijn 38 zienswijzen ingediend.",
    )[voice]
    passage_id = f"p-{theme_id}-{voice}"
    document = f"d{(place + voice * 3) % 12:02}" if voice > 3 else None
    passage = {
        "passage_id": passage_id,
        "source_id": "stukken" if document else "raadpleging",
        "document_id": document,
        "question_id": None if document else "202602-KNELPUNT",
        "wave": None if document else 2,
        "page": 1 + place if document else None,
        "start_offset": place * 1000 + voice if document else None,
        "end_offset": place * 1000 + voice + len(said) if document else None,
        "text": said + " Dat blijkt uit de gesprekken." if document else said,
        "section": f"{place + 1}. Opgaven en keuzes" if document else None,
        "language": "nl",
    }
    group = ("Inwoners", "Gemeenten", "Agrariërs", "Inwoners")[voice % 4]
    quote = {
        "quote_id": f"q-{theme_id}-{voice}",
        "theme_id": theme_id,
        "passage_id": passage_id,
        "text": said,
        "stakeholder_group": None if document else group,
        "document_id": document,
        "wave": None if document else 2,
        "start_offset": 0,
        "end_offset": len(said),
    }
    return passage, quote


def _mention(passage_id: str, theme_id: str) -> dict[str, Any]:
    return {
        "mention_id": f"m-{passage_id}-{theme_id}",
        "passage_id": passage_id,
        "theme_id": theme_id,
        "rule": "woord",
        "is_main": True,
        "is_negated": False,
        "is_hedged": False,
    }


def _filler(number: int, step: int) -> dict[str, Any]:
    return {
        "passage_id": f"f-{number}-{step}",
        "source_id": "stukken",
        "document_id": f"d{number:02}",
        "page": step * 2 + 1,
        "start_offset": step * 1500 + 500,
        "end_offset": step * 1500 + 900,
        "text": "Dit hoofdstuk beschrijft de werkwijze en de planning van het proces.",
        "language": "nl",
    }


def initiatives() -> Tables:
    """30 initiatives with every status, some without lead, years or place."""
    themes = list(THEMES)
    initiatives = []
    for number in range(30):
        name = NAMES[number % 6] + (f", fase {number // 6 + 1}" if number > 5 else "")
        initiatives.append(
            {
                "initiative_id": f"i{number:02}",
                "name": name,
                "kind": ("project", "plan", "programma", None, "akkoord")[number % 5],
                "status": STATUSES[number % 5],
                "lead_organisation_id": "o1" if number % 3 else None,
                "start_year": 2022 + number % 4 if number % 4 else None,
                "end_year": 2030 if number % 4 == 1 else None,
                "mention_count": 30 - number,
                "confidence": 0.8,
                "review_status": "confirmed" if number % 4 == 0 else "unreviewed",
            }
        )
    links = [
        {"initiative_id": f"i{number:02}", "theme_id": themes[(number * step) % 17]}
        for number in range(30)
        for step in (1, 3)
        if number
    ]
    links += [{"initiative_id": f"i{n:02}", "theme_id": "energie"} for n in range(11)]
    return {
        "organisation": [{"organisation_id": "o1", "name": "Waterschap Lage Venen"}],
        "place": [{"place_id": "g1", "name": "Oosterwoude", "kind": "woonplaats"}],
        "initiative": initiatives,
        "initiative_theme": [
            dict(pair) for pair in sorted({tuple(link.items()) for link in links})
        ],
        "initiative_place": [{"initiative_id": "i00", "place_id": "g1"}],
        "initiative_mention": [
            {
                "initiative_id": f"i{number:02}",
                "passage_id": f"p-energie-{4 + number % 3}",
                "start_offset": 5,
                "end_offset": 14,
                "text": "gemeenten",
                "mention_id": f"im{number}",
            }
            for number in range(9)
        ],
    }


def statements() -> Tables:
    """Four statements on which groups lie far apart or close together."""
    texts = (
        "Zonnevelden horen niet op goede landbouwgrond.",
        "Nieuwe woningen komen eerst binnen de bebouwde kom.",
        "Het waterpeil in het veen moet omhoog, ook als dat de landbouw raakt.",
        "De regio moet met één gezicht naar het Rijk.",
    )
    results = []
    for number in range(len(texts)):
        for place, (group, (base, lean)) in enumerate(GROUPS.items()):
            agree = 55 + lean * (3 - number) + place
            hidden = base < 10
            results.append(
                {
                    "statement_id": f"s{number}",
                    "wave": 2,
                    "grouping": "stakeholder_group",
                    "group_name": group,
                    "respondent_count": None if hidden else base - 2,
                    "agree_share": None if hidden else round(agree / 100, 2),
                    "disagree_share": None if hidden else 0.2,
                    "is_suppressed": hidden,
                }
            )
    statements = [
        {"statement_id": f"s{number}", "survey_id": "202601", "text_nl": text}
        for number, text in enumerate(texts)
    ]
    return {"statement": statements, "statement_result": results}


def test_quotes_are_verbatim_in_their_passage() -> None:
    """The invented rows keep the promise that the base keeps."""
    tables = texts()
    passages = {row["passage_id"]: row["text"] for row in tables["passage"]}
    for quote in tables["quote"]:
        assert quote["text"] in passages[quote["passage_id"]]
