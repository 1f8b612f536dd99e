"""A publication in which the responses do not add up does not leave."""

import shutil
from pathlib import Path

import duckdb
import pytest

from domain.errors import ChecksFailed
from domain.privacy import DisclosureRule
from transforms.redaction import count_patterned
from warehouse.checks import shared_checker
from warehouse.hiding import Audit
from warehouse.published_checks import check_base

pytestmark = pytest.mark.filterwarnings(
    "ignore:module 'sre_.*' is deprecated:DeprecationWarning"
)
RULE = DisclosureRule(smallest_group=10, smallest_count=3)
MISTAKES = {
    "UPDATE survey SET complete_count = response_count + 1": "counted and excluded",
    "UPDATE survey SET response_count = response_count + 1 WHERE survey_id NOT IN "
    "(SELECT survey_id FROM response_exclusion WHERE is_suppressed)": (
        "counted and excluded"
    ),
    "DELETE FROM response_exclusion WHERE NOT is_suppressed": "counted and excluded",
    "UPDATE completeness SET loaded_count = loaded_count - 1": "loaded and set apart",
    "UPDATE completeness SET expected_count = expected_count + 1": (
        "loaded and set apart"
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_sum_that_is_wrong_is_found(base: Path, tmp_path: Path, mistake: str) -> None:
    own = Path(shutil.copy(base, tmp_path / "feitenbasis.duckdb"))
    with duckdb.connect(str(own)) as connection:
        connection.execute(mistake)
    with pytest.raises(ChecksFailed, match=f"{MISTAKES[mistake]}.*seen"):
        check_base(
            own,
            rule=RULE,
            count_personal_data=count_patterned,
            checker=shared_checker(),
            audit=Audit(),
        )
