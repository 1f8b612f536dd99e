"""Every odd answer ever recorded is told apart, and its own words never repeated."""

from collections.abc import Iterator

import pytest

from domain.errors import FeitenbasisError
from sources.limesurvey_session import LimeSurveySession
from sources.patient_http import Patience
from tests.doors.replay_faults import Fault, Kind
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import needs_shared, recordings
from tests.doors.transcripts import TRANSCRIPTS, Transcript, odd_transcripts

pytestmark = [
    needs_shared,
    pytest.mark.skipif(not TRANSCRIPTS.is_dir(), reason="no transcripts beside us"),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
QUICK = Patience(read_seconds=2, first_wait_seconds=0.01, deadline_seconds=20)

# exit | the error says               | the remedy says        | transcripts
TABLE = """
  12  | user name and password        | shuts everybody        | 01_get_session_key_bad_plugin 01_get_session_key_wrong_password 01_lockout_attempt_1 01_lockout_attempt_2 01_lockout_attempt_3 25_nl_wrong_password
  12  | too many wrong ones           | ten minutes            | 01_lockout_attempt_4 01_lockout_right_password_while_locked 25_nl_locked
  12  | RemoteControl seems off       | JSON-RPC               | 22_err_rpc_disabled
  12  | XML-RPC                       | JSON-RPC               | 22_err_rpc_xml_mode
  12  | nothing at all                | log of LimeSurvey      | 21_err_id_zero 21_err_no_id_notification 21_err_wrong_content_type
  12  | web page                      | `url`                  | 21_url_no_index
  12  | refuses the address           | `url`                  | 21_err_http_404 21_err_http_404_path 21_url_query_form
  11  | error 500                     | log of LimeSurvey      | 15_list_participants_all_true 21_err_batch 21_err_named_params_unknown 21_err_too_few_params 21_err_unknown_method 21_err_wrong_param_type
  12  | its database                  | log of LimeSurvey      | 13_export_by_token_anonymized 14_get_response_ids_anonymized 18_export_statistics_empty 18_export_statistics_group3_only 18_export_statistics_html 18_export_statistics_pdf 18_export_statistics_xls 21_err_sql_out_of_range
  12  | internal error                | log of LimeSurvey      | 12_export_bad_format 12_export_format_xlsx 21_err_malformed_json
  12  | session key it has just given | session storage        | 20_err_expired_session_key 20_err_expired_session_key_survey_props 20_err_invalid_session_key 20_err_invalid_session_key_export 20_err_null_session_key 23_use_after_release 25_nl_invalid_key
  12  | may not read this survey      | rights                 | 12_export_unknown_survey 14_get_response_ids_unknown_survey 20_err_no_permission_export 20_err_no_permission_participants 20_err_no_permission_props 26_least_export_statistics 26_least_get_language_properties 26_least_list_participants
  12  | does not exist on this server | survey id              | 03_get_survey_properties_unknown_survey 05_list_groups_unknown 06_list_questions_unknown_survey 16_get_summary_unknown
  12  | refuses the call              | rights                 | 02_list_surveys_unknown_user 06_list_questions_bad_language 07_get_question_properties_unknown 12_export_bad_language 13_export_by_token_unknown_str 16_get_summary_bad_key 17_get_uploaded_files_no_args 20_err_no_permission_site_settings 24_delete_response_again 24_update_response_by_code 24_update_response_unknown_id
  -   | nothing there                 |                        | 03_get_survey_properties_unknown_property 12_export_empty_active_survey 12_export_inactive_survey 15_list_participants_beyond 15_list_participants_no_table 17_get_uploaded_files_file_missing_on_disk 17_get_uploaded_files_unknown_response 17_get_uploaded_files_unknown_survey 18_export_timeline_no_data 20_list_surveys_no_permission_user 24_add_response_inactive 25_nl_no_data
  -   | an empty list                 |                        | 14_get_response_ids_empty_token 14_get_response_ids_unknown_token 16_get_summary_inactive 17_get_uploaded_files_none_in_response
"""  # noqa: E501
ROWS = [
    (name, *(part.strip() for part in line.split("|")[:3]))
    for line in TABLE.strip().splitlines()
    for name in line.split("|")[3].split()
]


@pytest.fixture(scope="module")
def transcripts() -> dict[str, Transcript]:
    return odd_transcripts()


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer(recordings()[-1:]) as running:
        yield running


def outcome(server: ReplayServer, transcript: Transcript) -> object:
    """Let the server give this answer for good, and return what came of a call."""
    method = transcript.method or "list_surveys"
    is_login = method == "get_session_key"
    page = transcript.page()
    server.faults.append(Fault(kind=Kind.RECORDED, method=method, page=page))
    account = {"username": server.username, "password": server.password}
    try:
        with LimeSurveySession(server.url, **account, patience=QUICK) as session:
            assert not is_login, "a refused login is no login"
            return session.call(method, 202605)
    except FeitenbasisError as error:
        return error


def test_every_odd_answer_is_in_the_table(transcripts: dict[str, Transcript]) -> None:
    assert sorted(row[0] for row in ROWS) == sorted(transcripts)


@pytest.mark.parametrize(("name", "code", "says", "remedy"), ROWS)
def test_an_odd_answer(
    server: ReplayServer,
    transcripts: dict[str, Transcript],
    name: str,
    code: str,
    says: str,
    remedy: str,
) -> None:
    found = outcome(server, transcripts[name])
    if code == "-":
        assert found == (None if says == "nothing there" else [])
        return
    assert isinstance(found, FeitenbasisError)
    assert (found.exit_code, says in found.what) == (int(code), True), found
    assert remedy in found.remedy
    assert server.url in found.where
    own = transcripts[name].words
    assert not own or own not in str(found)
    logins = 2 if "session key it" in says else 1
    assert server.count("get_session_key") == logins, "a login is not tried again"
