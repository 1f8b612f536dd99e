"""A rule in, a Dutch sentence with what to do out: why a file is not read."""

from domain.texts import UnreadableDocument

_REASONS = {
    "unsupported_format": (
        "Dit soort bestand kan niet worden gelezen; bewaar het als PDF, in de huidige "
        "vorm van Word, Excel of PowerPoint (.docx, .xlsx, .pptx), als OpenDocument "
        "(.odt, .ods), webpagina, CSV of platte tekst en leg het opnieuw in de map."
    ),
    "old_office": (
        "Dit is een bestand van een oude versie van Word, Excel of PowerPoint; open "
        "het, bewaar het als .docx, .xlsx of .pptx en leg dat in de map."
    ),
    "binary_workbook": (
        "Dit is een binaire werkmap van Excel (.xlsb), en die is niet te lezen; open "
        "het bestand, bewaar het als .xlsx en leg dat in de map."
    ),
    "strict_office": (
        "Dit bestand is bewaard als Strict Open XML, en die vorm is niet te lezen; "
        "open het, bewaar het als gewoon Word-document, gewone werkmap of presentatie "
        "(.docx, .xlsx, .pptx zonder Strict) en leg dat in de map."
    ),
    "outlook_file": (
        "Dit is een bericht of pakket van Outlook; bewaar de e-mail als .eml en de "
        "bijlagen als losse bestanden, en leg die in de map."
    ),
    "packed_files": (
        "Dit is een ingepakt archief; pak het uit en leg de bestanden die erin zitten "
        "in de map."
    ),
    "picture": (
        "Dit is een afbeelding of opname; staat er tekst op die telt, maak er dan een "
        "PDF van of schrijf die uit, en leg dat in de map."
    ),
    "missing": (
        "Het bestand is niet te openen; kijk of het nog bestaat en geen map of "
        "snelkoppeling is, en leg het opnieuw in de map."
    ),
    "empty": (
        "Het bestand is leeg (0 bytes); leg het opnieuw in de map, waarschijnlijk is "
        "het kopiëren misgegaan."
    ),
    "too_large": (
        "Het bestand is te groot om veilig te lezen; splits het in kleinere delen of "
        "verklein de afbeeldingen en leg het opnieuw in de map."
    ),
    "wrong_content": (
        "De inhoud past niet bij de naam van het bestand; open het in het programma "
        "waarmee het is gemaakt en bewaar het opnieuw in het juiste formaat."
    ),
    "encrypted": (
        "Het bestand is met een wachtwoord beveiligd; bewaar het zonder wachtwoord en "
        "leg het opnieuw in de map."
    ),
    "damaged": (
        "Het bestand is beschadigd of niet compleet; vraag het opnieuw op of bewaar "
        "het opnieuw en leg het in de map."
    ),
    "unpacks_too_large": (
        "Het bestand wordt bij het uitpakken onveilig groot; bewaar het als PDF en leg "
        "dat in de map."
    ),
    "unsafe_archive": (
        "Het bestand bevat onderdelen met onveilige namen; open het in het programma "
        "waarmee het is gemaakt, bewaar het opnieuw en leg het in de map."
    ),
    "unsafe_xml": (
        "Het bestand bevat verwijzingen (DTD) die niet in een document horen; open het "
        "in het programma waarmee het is gemaakt, bewaar het opnieuw en leg het in de "
        "map."
    ),
    "no_text": (
        "Er staat geen leesbare tekst in het bestand; is het een scan, laat er dan "
        "eerst tekstherkenning (OCR) op los en leg het opnieuw in de map."
    ),
    "too_wide": (
        "Een blad heeft meer dan vijfhonderd kolommen; haal weg wat niet gelezen hoeft "
        "te worden en leg het bestand opnieuw in de map."
    ),
    "respondent_rows": (
        "Dit is een uitvoer van antwoorden van respondenten; die hoort niet bij de "
        "documenten. Haal het bestand uit de map en geef het op als bron van de soort "
        "limesurvey-export."
    ),
    "unknown_xml": (
        "Dit XML-bestand is geen officiële publicatie (STOP, AKN of overheid.nl); "
        "bewaar de tekst als PDF of webpagina en leg die in de map."
    ),
    "all_removed": (
        "Alle tekst van deze publicatie staat in het bestand als verwijderd: er geldt "
        "niets meer van. Leg de geldende versie in de map, of haal dit bestand weg."
    ),
    "undeclared_json": (
        "Een JSON-bestand wordt gelezen als bij de bron staat waar de teksten staan; "
        "zet in de declaratie [collection] met records, title en text."
    ),
    "no_records": (
        "Op de plaats die de declaratie noemt staan in dit JSON-bestand geen "
        "onderdelen; kijk records na onder [collection]."
    ),
    "too_much_text": (
        "Er staat meer tekst in het bestand dan in één keer te lezen is; splits het in "
        "kleinere delen en leg die in de map."
    ),
    "too_deep": (
        "Het bestand is te diep genest om te lezen; bewaar het als PDF en leg dat in "
        "de map."
    ),
    "timeout": (
        "Het lezen duurde te lang en is gestopt; splits het bestand in kleinere delen "
        "of bewaar het opnieuw als PDF."
    ),
    "out_of_memory": (
        "Het lezen vroeg te veel geheugen en is gestopt; splits het bestand in "
        "kleinere delen of verklein de afbeeldingen."
    ),
    "reader_died": (
        "Het programma dat het bestand leest is erop vastgelopen; bewaar het bestand "
        "opnieuw, liefst als PDF, en leg het opnieuw in de map."
    ),
    "reader_failed": (
        "Het bestand kon niet worden gelezen; bewaar het opnieuw, liefst als PDF, en "
        "leg het opnieuw in de map."
    ),
}

_NO_SCAN = (
    "Er staat geen leesbare tekst in het bestand; kijk of het het goede bestand is, "
    "bewaar het opnieuw en leg het in de map."
)


class DocumentRefused(Exception):
    """A reader or check gives up on a file; ``rule`` names the reason."""

    def __init__(self, rule: str) -> None:
        """Keep the rule; an unknown rule is a mistake in our own code."""
        super().__init__(_REASONS[rule])
        self.rule = rule


def refusal(rule: str, *, may_be_scan: bool = True) -> UnreadableDocument:
    """Return the refusal of a rule, with the sentence a person reads.

    Without text a file ``may_be_scan``, unless its format holds no pictures.
    """
    is_other = rule == "no_text" and not may_be_scan
    return UnreadableDocument(
        rule=rule, reason=_NO_SCAN if is_other else _REASONS[rule]
    )
