"""A declared LimeSurvey server in, verdicts on its surveys and rights out."""

from collections.abc import Collection, Iterator

from domain.declarations import LimeSurveySource
from domain.landing import Manifest
from flows.collecting import password_of
from flows.screen_words import words
from flows.verdicts import Verdict
from sources.limesurvey import asked_surveys
from sources.limesurvey_probe import ProbedSurvey, probe_limesurvey
from sources.limesurvey_rights import Right, needed_rights

_REFUSED = 12


def server_verdicts(
    source_id: str, declaration: LimeSurveySource, *, earlier: Manifest | None = None
) -> Iterator[Verdict]:
    """Yield one verdict per survey, and one per right its account lacks.

    Closed surveys that ``earlier`` holds are not looked at: no run asks for them.
    Raises ``SettingsInvalid`` without a password, else as the server answers.
    """
    subject = words().say("doctor.source", name=source_id)
    surveys = asked_surveys(declaration, earlier)
    closed = len(declaration.surveys) - len(surveys)
    if closed:
        yield Verdict("ok", subject, words().say("doctor.closed", count=closed))
    if not surveys:
        return
    password = password_of(declaration, source_id=source_id)
    needed = needed_rights(declaration)
    asked = declaration.model_copy(update={"surveys": surveys})
    for probed in probe_limesurvey(asked, password=password):
        if probed.expectation is not None:
            yield Verdict("ok", subject, _told(probed))
        yield from _missing(subject, probed, needed=needed)


def _told(probed: ProbedSurvey) -> str:
    expectation = probed.expectation
    if expectation is None:
        return ""
    told, is_active = words(), expectation.status == "active"
    return told.say(
        "doctor.survey",
        survey_id=probed.rights.survey_id,
        state=told.say("survey.active" if is_active else "survey.inactive"),
        questions=probed.question_count,
        responses=expectation.expected_count,
    )


def _missing(
    subject: str, probed: ProbedSurvey, *, needed: Collection[Right]
) -> Iterator[Verdict]:
    survey_id = probed.rights.survey_id
    for right in probed.rights.missing:
        told, name = words(), right.name.lower()
        text = told.say(
            "doctor.right_missing",
            survey_id=survey_id,
            right=right,
            cost=told.say(f"right_cost.{name}"),
            label=told.say(f"right_label.{name}"),
        )
        if right in needed:
            yield Verdict("wrong", subject, text, _REFUSED)
        else:
            yield Verdict("advice", subject, text)
