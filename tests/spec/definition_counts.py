"""The bytes of a definition in, plain counts of its rows out.

Written apart from the product, with another XML reader and no knowledge of versions
but one: old files repeat a row for every language.
"""

import csv
import io
import zipfile
from xml.etree import ElementTree

Counts = dict[str, int]


def counts_of_xml(data: bytes) -> Counts:
    """Count groups, questions, subquestions, options and languages of an ``.lss``."""
    root = ElementTree.fromstring(data)
    asked = _rows(root, "questions") + _rows(root, "subquestions")
    parents = {row["qid"]: row.get("parent_qid") or "0" for row in asked}
    return {
        "groups": len({row["gid"] for row in _rows(root, "groups")}),
        "questions": sum(parent == "0" for parent in parents.values()),
        "subquestions": sum(parent != "0" for parent in parents.values()),
        "options": len(
            {
                (row["qid"], row.get("scale_id") or "0", row["code"])
                for row in _rows(root, "answers")
            }
        ),
        "languages": len(_rows(root, "surveys_languagesettings")),
    }


def counts_of_archive(data: bytes) -> tuple[Counts, int]:
    """Count what an ``.lsa`` holds, and the answers in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        lss = next(name for name in names if name.endswith(".lss"))
        lsr = next(name for name in names if name.endswith(".lsr"))
        answers = archive.read(lsr).count(b"<row>")
        return counts_of_xml(archive.read(lss)), answers


def counts_of_tsv(data: bytes) -> Counts:
    """Count the rows of a tab-separated structure in its first language."""
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter="\t"))
    languages = list(dict.fromkeys(row["language"] for row in rows if row["language"]))
    first = [row["class"] for row in rows if row["language"] == languages[0]]
    return {
        "groups": first.count("G"),
        "questions": first.count("Q"),
        "subquestions": first.count("SQ"),
        "options": first.count("A"),
        "languages": len(languages),
    }


def _rows(root: ElementTree.Element, table: str) -> list[dict[str, str]]:
    return [
        {cell.tag: cell.text or "" for cell in row}
        for row in root.findall(f"{table}/rows/row")
    ]
