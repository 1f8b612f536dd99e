"""A questionnaire and rows in, the survey as a server of LimeSurvey gives it out."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.surveys import Question, SurveyStructure
from tests.doors.field_maps import Ids, field_map, invented_ids
from tests.doors.replayed_survey import ReplayedSurvey

NOTHING = {
    "answeroptions": "No available answer options",
    "subquestions": "No available answers",
}


class InventedSurvey(ReplayedSurvey):
    """One invented survey in the place of a recorded one; ``rows`` may be changed."""

    def __init__(
        self,
        structure: SurveyStructure,
        rows: Sequence[Mapping[str, Any]],
        *,
        ids: dict[str, Ids] | None = None,
        number_format: str = "0",
        settings: Mapping[str, str] | None = None,
        system: Sequence[str] = ("id", "submitdate"),
    ) -> None:
        """Keep what to give; without ``ids`` they are invented.

        ``settings`` go before what the questionnaire says; ``system`` are the columns
        of the table of responses that no question has.
        """
        self.settings = dict(settings or {})
        self.system = tuple(system)
        self.structure = structure
        self.ids = ids or invented_ids(structure)
        self.number_format = number_format
        self.survey_id = int(structure.survey_id)
        self.rows = [dict(row) for row in rows]
        self.status = None
        self.summary_hook = lambda: None
        self.is_deactivated = False

    def recorded(self, method: str, *start: object) -> Any:
        """Return the result of a method, as PHP writes it."""
        found = getattr(self, f"_{method}", lambda *_: {"status": "unknown"})
        return php_json(found(*start))

    def question(self, qid: int, language: str | None) -> dict[str, Any]:
        """Return the settings of one question."""
        for question in self.structure.questions:
            if self.ids[question.code].qid == qid:
                found: dict[str, Any] = php_json(self._settings(question, language))
                return found
        return {"status": "Error: Invalid questionid"}

    def headings_by_column(self) -> dict[str, str]:
        """Return the heading of each column by its name in the database."""
        names = field_map(self.structure, self.ids)
        headings = (column.heading for column in self.structure.columns)
        return dict(zip(names, headings, strict=True))

    def _get_survey_properties(self, *_: object) -> dict[str, Any]:
        base, *more = self.structure.languages
        return {
            "active": "Y",
            "language": base,
            "additional_languages": " ".join(more),
            "anonymized": "Y" if self.structure.is_anonymised else "N",
            "datestamp": "Y" if self.structure.has_datestamp else "N",
            **self.settings,
        }

    def _list_surveys(self, *_: object) -> list[dict[str, Any]]:
        title = next(iter(self.structure.titles.values()))
        return [{"sid": self.survey_id, "surveyls_title": title, "active": "Y"}]

    def _get_summary(self, *_: object) -> dict[str, Any]:
        return {"token_count": 0}

    def _get_language_properties(self, _: object, language: str) -> dict[str, Any]:
        return {
            "surveyls_title": self.structure.titles[language],
            "surveyls_numberformat": self.number_format,
        }

    def _get_fieldmap(self, _language: str) -> dict[str, Any]:
        fields = field_map(self.structure, self.ids)
        own = {name: {"fieldname": name, "type": name} for name in self.system}
        return own | {
            name: {"fieldname": name, "group_name": "Groep", **each}
            for name, each in fields.items()
        }

    def _list_questions(self, _: object, language: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for question in self.structure.questions:
            ids = self.ids[question.code]
            own = {"gid": ids.gid, "type": question.type, "language": language}
            asked = {"qid": ids.qid, "parent_qid": 0, "title": question.code}
            place = {"question_order": question.position, "scale_id": 0}
            other = {"other": "Y" if question.has_other else "N"}
            text = {"question": question.texts[language]}
            found.append({**own, **asked, **place, **other, **text})
            found += [
                {
                    **own,
                    "qid": ids.subquestions[(part.scale, part.code)],
                    "parent_qid": ids.qid,
                    "title": part.code,
                    "scale_id": part.scale,
                    "question_order": part.position,
                    "question": part.texts[language],
                }
                for part in question.subquestions
            ]
        # A server gives them in no particular order.
        return found[::-1]

    def _settings(self, question: Question, language: str | None) -> dict[str, Any]:
        spoken = language or self.structure.languages[0]
        hidden = {"attributes": {"hidden": "1" if question.is_hidden else "0"}}
        if not question.options:
            return NOTHING | hidden
        shift = 1 if question.type == "1" else 0
        options: dict[Any, Any] = {}
        for each in question.options:
            scale = each.scale - shift
            options.setdefault(scale, {})[each.code] = {
                "answer": each.labels[spoken],
                "assessment_value": each.assessment,
                "scale_id": scale,
                "order": each.position,
            }
        one = options if question.type == "1" else options[0]
        return NOTHING | hidden | {"answeroptions": one}


def php_json(value: Any) -> Any:
    """Return what PHP's ``json_encode`` makes of its arrays.

    Keys that are numbers lose their quotes; an array whose keys count from 0 in order
    is a list, also where they are codes, and an empty one too.
    """
    if isinstance(value, list):
        return [php_json(each) for each in value]
    if not isinstance(value, dict):
        return value
    if [str(key) for key in value] == [str(place) for place in range(len(value))]:
        return [php_json(each) for each in value.values()]
    return {str(key): php_json(each) for key, each in value.items()}
