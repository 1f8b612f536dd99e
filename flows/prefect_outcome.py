"""The outcome of a run in, a table that Prefect shows beside it out."""

from typing import Any

from prefect.artifacts import create_table_artifact


def show_in_prefect(outcome: dict[str, Any]) -> None:
    """Keep a table of what came in and changed, under the key ``run``."""
    rows = [
        {"what": f"source {name}", "value": state}
        for name, state in outcome["sources"].items()
    ]
    rows += [{"what": name, "value": value} for name, value in outcome["rows"].items()]
    rows += [
        {"what": f"new {name}", "value": value}
        for name, value in outcome["tally"].items()
    ]
    create_table_artifact(key="run", table=rows, description=outcome["run_id"])
