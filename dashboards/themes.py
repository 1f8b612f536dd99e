"""A theme in, its name and definition in the language of the page out."""

from dashboards.edition import Row


def theme_label(theme: Row, *, language: str) -> str:
    """Return the name of a theme in a language, Dutch when it has no other."""
    label = theme.get("label_en") if language == "en" else None
    return str(label or theme.get("label_nl") or theme.get("theme_id") or "–")


def theme_definition(theme: Row, *, language: str) -> str:
    """Return what falls under a theme, empty when nobody described it."""
    english = theme.get("definition_en") if language == "en" else None
    return str(english or theme.get("definition") or "")


def statement_text(statement: Row, *, language: str) -> str:
    """Return the words of a statement in a language, or in the one it has.

    Without the lead that statements under one question share: "… stellingen? – ".
    """
    texts = [statement.get("text_nl"), statement.get("text_en")]
    ordered = reversed(texts) if language == "en" else texts
    text = next((text for text in ordered if text), statement["statement_id"])
    lead, mark, rest = str(text).partition(" – ")
    return rest if mark and rest and lead.endswith(("?", ":")) else str(text)
