"""A published base in, how every engine we name answers the same questions out.

``make everywhere``: installs other versions of DuckDB in a folder of their own, so it
needs the package indexes, and is no test.
"""

import json
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

from warehouse.everywhere.questions import everywhere_questions

_HERE = Path(__file__).parent
_PYTHON = ("1.2.0", "1.2.2", "1.3.2", "1.4.5", "1.5.5", "2.0.1")
_CLI = "1.5.6"
_BROWSER = "1.32.0"

Answers = dict[str, Any]


def main(base: Path, place: Path) -> int:
    """Ask every engine; print what differs from the first; 1 if anything does."""
    place.mkdir(parents=True, exist_ok=True)
    questions = place / "questions.json"
    questions.write_text(json.dumps(everywhere_questions()), encoding="utf-8")
    asked = {
        f"python {version}": _python(version, base, questions, place)
        for version in _PYTHON
    }
    asked[f"cli {_CLI}"] = _cli(base, questions, place)
    asked[f"browser {_BROWSER}"] = _browser(base, questions, place)
    expected = next(iter(asked.values()))
    differing = 0
    for engine, answers in asked.items():
        wrong = [name for name in expected if _differs(name, answers, expected)]
        differing += len(wrong)
        equal = len(expected) - 1 - len(wrong)
        sys.stdout.write(f"{engine} ({answers['version']}): {equal} equal\n")
        for name in wrong:
            sys.stdout.write(f"  {name}: {str(answers.get(name))[:300]}\n")
    return 1 if differing else 0


def _differs(name: str, answers: Answers, expected: Answers) -> bool:
    return name != "version" and answers.get(name) != expected[name]


def _python(version: str, base: Path, questions: Path, place: Path) -> Answers:
    """Ask with a version of the Python package, in an environment of its own."""
    python = _environment(place / f"python-{version}", f"duckdb=={version}") / "python"
    command = [python, _HERE / "ask_python.py", base, questions]
    return _told(command)


def _cli(base: Path, questions: Path, place: Path) -> Answers:
    """Ask with the command line of DuckDB."""
    program = _environment(place / f"cli-{_CLI}", f"duckdb-cli=={_CLI}") / "duckdb"
    answers: Answers = {"version": _CLI}
    for name, sql in json.loads(questions.read_text(encoding="utf-8")).items():
        command = [program, "-readonly", "-json", base, sql]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        rows = json.loads(done.stdout or "[]") if not done.returncode else None
        answers[name] = done.stderr if rows is None else _as_text(rows)
    return answers


def _browser(base: Path, questions: Path, place: Path) -> Answers:
    """Ask with the engine of browsers, run by Node."""
    folder = place / f"browser-{_BROWSER}"
    ready = folder / "ready"
    if not ready.exists():
        folder.mkdir(exist_ok=True)
        package = f"@duckdb/duckdb-wasm@{_BROWSER}"
        _run(["npm", "install", "--silent", "--prefix", folder, package])
        ready.touch()
    script = folder / "ask_browser.cjs"
    script.write_bytes((_HERE / "ask_browser.cjs").read_bytes())
    told = _told(["node", script, base, questions])
    return {
        name: sorted(json.dumps(row) for row in rows)
        if isinstance(rows, list)
        else rows
        for name, rows in told.items()
    }


def _as_text(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(list(row.values())) for row in rows)


def _environment(folder: Path, package: str) -> Path:
    """Return where the programs are of an environment with just one package."""
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    ready = folder / "ready"
    if not ready.exists():
        venv.create(folder, with_pip=True)
        _run([programs / "python", "-m", "pip", "install", "--quiet", package])
        ready.touch()
    return programs


def _told(command: list[Any]) -> Answers:
    answers: Answers = json.loads(_run(command))
    return answers


def _run(command: list[Any]) -> str:
    done = subprocess.run(  # noqa: S603 - our own commands
        [str(word) for word in command], check=True, capture_output=True, text=True
    )
    return done.stdout


if __name__ == "__main__":
    raise SystemExit(main(*map(Path, sys.argv[1:])))
