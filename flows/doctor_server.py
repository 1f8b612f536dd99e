"""A declared LimeSurvey server in, verdicts on its surveys and rights out."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from domain.declarations import LimeSurveySource
from flows.collecting import password_of
from flows.verdicts import Verdict
from sources.limesurvey_probe import ProbedSurvey, probe_limesurvey
from sources.limesurvey_rights import Right, needed_rights

_REFUSED = 12


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a missing right costs, and under which name it is given."""

    cost: str
    label: str


_MEANINGS = {
    Right.SURVEY: _Meaning(
        "het account ziet de vragenlijst niet en er komt niets binnen",
        "Vragenlijst (survey), lezen",
    ),
    Right.SETTINGS: _Meaning(
        "talen en anonimiteit zijn niet te zien en er komt niets binnen",
        "Instellingen van de vragenlijst (survey settings), lezen",
    ),
    Right.CONTENT: _Meaning(
        "de vragen zijn niet te lezen en er komt niets binnen",
        "Inhoud van de vragenlijst (survey content), lezen",
    ),
    Right.EXPORT: _Meaning(
        "de antwoorden zijn niet op te halen",
        "Antwoorden (responses), exporteren",
    ),
    Right.RESPONSES: _Meaning(
        "bestanden die respondenten meestuurden zijn niet op te halen; "
        "de antwoorden wel",
        "Antwoorden (responses), lezen",
    ),
    Right.LOCALE: _Meaning(
        "de titel is alleen in de hoofdtaal bekend; verder ontbreekt er niets",
        "Teksten van de vragenlijst (survey text elements), lezen",
    ),
    Right.PARTICIPANTS: _Meaning(
        "LimeSurvey geeft kenmerken en namen van deelnemers dan leeg, zonder "
        "foutmelding: groepen uit de deelnemerstabel blijven leeg",
        "Deelnemers (participants, tokens), lezen",
    ),
}


def server_verdicts(source_id: str, declaration: LimeSurveySource) -> Iterator[Verdict]:
    """Yield one verdict per survey, and one per right its account lacks.

    Raises ``SettingsInvalid`` without a password, else as the server answers.
    """
    password = password_of(declaration, source_id=source_id)
    subject = f"bron {source_id}"
    needed = needed_rights(declaration)
    for probed in probe_limesurvey(declaration, password=password):
        if probed.expectation is not None:
            yield Verdict("ok", subject, _told(probed))
        yield from _missing(subject, probed, needed=needed)


def _told(probed: ProbedSurvey) -> str:
    expectation = probed.expectation
    if expectation is None:
        return ""
    state = "actief" if expectation.status == "active" else "niet actief"
    return (
        f"vragenlijst {probed.rights.survey_id} {state}, {probed.question_count} "
        f"vragen, {expectation.expected_count} inzendingen"
    )


def _missing(
    subject: str, probed: ProbedSurvey, *, needed: Collection[Right]
) -> Iterator[Verdict]:
    survey_id = probed.rights.survey_id
    for right in probed.rights.missing:
        if right is Right.LOCALE and len(probed.languages) == 1:
            continue
        meaning = _MEANINGS[right]
        text = (
            f"vragenlijst {survey_id}: het recht {right} ontbreekt. Gevolg: "
            f"{meaning.cost}. Vraag de beheerder van LimeSurvey het account op deze "
            f"vragenlijst het recht '{meaning.label}' te geven."
        )
        if right in needed:
            yield Verdict("wrong", subject, text, _REFUSED)
        else:
            yield Verdict("advice", subject, text)
