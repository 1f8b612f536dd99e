"""Some records in, the searches of CKAN and of Elasticsearch as described out."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

Row = dict[str, Any]


@dataclass
class FakeSearch:
    """``records`` are found by every search, by name; ``said_extra`` lies about them.

    ``repeats`` gives the first page again and again, as a shifting index may.
    """

    records: dict[str, Row] = field(default_factory=dict)
    said_extra: int = 0
    repeats: bool = False
    body: Any = None
    base: str = ""
    queries: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def respond(self, address: str) -> tuple[int, dict[str, str], Any]:
        """Return status, headers and the table to send."""
        parts = urlsplit(address)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.queries.append((parts.path, query))
        if self.body is not None:
            return 200, {}, self.body
        start = int(query.get("start") or query.get("from") or 0)
        size = int(query.get("rows") or query.get("size") or 10)
        if self.repeats:
            start = 0
        found = list(self.records.items())[start : start + size]
        total = len(self.records) + self.said_extra
        if parts.path.endswith("/package_search"):
            results = [{"name": name, **row} for name, row in found]
            result = {"count": total, "results": results}
            return 200, {}, {"help": "", "success": True, "result": result}
        hits = [
            {"_index": "ori_x_2020", "_id": name, "_score": 1.0 + start, "_source": row}
            for name, row in found
        ]
        counted = {"value": total, "relation": "eq"}
        return 200, {}, {"timed_out": False, "hits": {"total": counted, "hits": hits}}
