"""A base and questions in, answers out: with whichever duckdb Python finds.

Run by the Python of an engine that is compared; it knows nothing else of this project.
"""

import json
import sys
from pathlib import Path

import duckdb


def _main(base: str, questions: str) -> None:
    connection = duckdb.connect(base, read_only=True)
    answers: dict[str, object] = {"version": duckdb.__version__}
    for name, sql in json.loads(Path(questions).read_text("utf-8")).items():
        try:
            answers[name] = sorted(
                json.dumps(row) for row in connection.execute(sql).fetchall()
            )
        except duckdb.Error as error:
            answers[name] = f"{type(error).__name__}: {error}"
    sys.stdout.write(json.dumps(answers))


if __name__ == "__main__":
    _main(*sys.argv[1:])
