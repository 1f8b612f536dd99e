"""Some publications in, the search and the repository of official publications out.

It follows what the documentation shows of SRU 2.0 with the `gzd` schema: a default
namespace, `nextRecordPosition` until the last page, and diagnostics with status 200.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

PAGE_RECORDS = 3

_PAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<searchRetrieveResponse xmlns="http://docs.oasis-open.org/ns/search-ws/sruResponse">
<version>2.0</version><numberOfRecords>{total}</numberOfRecords>
<records>{records}</records>{more}</searchRetrieveResponse>"""
_RECORD = """\
<record><recordSchema>http://standaarden.overheid.nl/sru/</recordSchema><recordData>
<gzd:gzd xmlns:gzd="http://standaarden.overheid.nl/sru"><gzd:originalData>
<overheidwetgeving:meta xmlns:overheidwetgeving="http://standaarden.overheid.nl/wet/"
 xmlns:dcterms="http://purl.org/dc/terms/"><owmskern>
<dcterms:identifier>{number}</dcterms:identifier><dcterms:title>Besluit</dcterms:title>
<dcterms:creator scheme="overheid:Gemeente">{creator}</dcterms:creator></owmskern>
<owmsmantel><dcterms:available>{day}</dcterms:available></owmsmantel></overheidwetgeving:meta></gzd:originalData><gzd:enrichedData>
<gzd:preferredUrl>https://zoek.example/{number}</gzd:preferredUrl>{urls}
</gzd:enrichedData></gzd:gzd></recordData></record>"""
_DIAGNOSTICS = """\
<searchRetrieveResponse xmlns="http://docs.oasis-open.org/ns/search-ws/sruResponse">
<numberOfRecords>0</numberOfRecords><diagnostics><diag:diagnostic
 xmlns:diag="http://docs.oasis-open.org/ns/search-ws/diagnostic">
<diag:message>geheim</diag:message></diag:diagnostic></diagnostics>
</searchRetrieveResponse>"""


def publication_xml(number: str) -> bytes:
    """A publication in the older form of overheid.nl."""
    return (
        f"<gemeenteblad><kop><titel>Besluit {number}</titel></kop><al>De gemeente "
        f"bouwt {len(number)} woningen bij het station.</al></gemeenteblad>"
    ).encode()


@dataclass
class FakeSru:
    """``publications`` gives the forms of each number, by ``creator`` on ``day``.

    ``missing`` are not given; ``broken`` make the server fail; of ``others`` come
    other bytes than the text. After ``most_texts`` the server wants ``rest_seconds``
    of rest. Of so many pages after a first one as ``shifts``, the list moves one place.
    """

    publications: dict[str, tuple[str, ...]] = field(default_factory=dict)
    creator: str = "Alkmaar"
    day: str = "2026-03-02"
    missing: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    others: dict[str, bytes] = field(default_factory=dict)
    most_texts: int | None = None
    rest_seconds: int = 3600
    shifts: int = 0
    host: str = ""
    base: str = ""
    said_extra: int = 0
    is_refusing: bool = False
    body: bytes = b""
    asked: list[str] = field(default_factory=list)
    queries: list[dict[str, str]] = field(default_factory=list)

    def respond(self, address: str) -> tuple[int, dict[str, str], Any]:
        """Return status, headers and body."""
        parts = urlsplit(address)
        self.asked.append(parts.path)
        if parts.path != "/sru":
            number = parts.path.rpartition("/")[2].partition(".")[0]
            texts = [each for each in self.asked if each != "/sru"]
            if self.most_texts is not None and len(texts) > self.most_texts:
                return 429, {"Retry-After": str(self.rest_seconds)}, b"rust"
            if number in self.broken:
                return 500, {}, b"stuk"
            if number in self.others:
                return 200, {}, self.others[number]
            is_there = number in self.publications and number not in self.missing
            return (200, {}, publication_xml(number)) if is_there else (404, {}, b"")
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.queries.append(query)
        if self.is_refusing or "sortKeys" in query:
            return 200, {}, _DIAGNOSTICS.encode()
        return 200, {}, self.body or self._page(int(query["startRecord"])).encode()

    def _page(self, start: int) -> str:
        numbers = list(self.publications)
        first = start - 1
        if first and self.shifts:
            self.shifts, first = self.shifts - 1, first - 1
        records = "".join(map(self._record, numbers[first:][:PAGE_RECORDS]))
        following = start + PAGE_RECORDS
        more = f"<nextRecordPosition>{following}</nextRecordPosition>"
        return _PAGE.format(
            total=len(numbers) + self.said_extra,
            records=records,
            more=more if following <= len(numbers) else "",
        )

    def _record(self, number: str) -> str:
        urls = "".join(
            f'<gzd:itemUrl manifestation="{form}">{self.host or self.base}/frbr/'
            f"{number}.{form}</gzd:itemUrl>"
            for form in ("metadata", *self.publications[number])
        )
        return _RECORD.format(
            number=number, urls=urls, creator=self.creator, day=self.day
        )
