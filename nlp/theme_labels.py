"""Theme hits of a text in, the same without those on what only labels or calls out.

The name of a column ("Trekker:") says what its cells are, and "trekker" may be who
leads: neither is what a text is about.
"""

from collections.abc import Sequence

from nlp.find_themes import ThemeHit
from nlp.role_leads import VEHICLES, called_leads
from nlp.table_cells import label_starts
from nlp.theme_tables import Strength
from nlp.tokens import TokenisedText

VEHICLE_RULES = frozenset(f"word:{vehicle}" for vehicle in VEHICLES)


def without_labels(
    hits: Sequence[ThemeHit], *, text: TokenisedText
) -> Sequence[ThemeHit]:
    """Return the hits of a text but for those on labels and on leads.

    Weak ones only count beside another, so they may stay. Of a theme with nothing but
    weak hits left none stays.
    """
    labels = label_starts(text)
    is_called = any(hit.rule in VEHICLE_RULES for hit in hits)
    leads = called_leads(text) if is_called else set[int]()
    if not (labels or leads):
        return hits
    kept = [
        hit
        for hit in hits
        if hit.strength is Strength.WEAK
        or not (
            hit.start_offset in labels
            or (hit.rule in VEHICLE_RULES and hit.start_offset in leads)
        )
    ]
    if len(kept) == len(hits):
        return hits
    counting = {hit.theme_id for hit in kept if hit.strength is not Strength.WEAK}
    return [hit for hit in kept if hit.theme_id in counting]
