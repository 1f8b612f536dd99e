"""Some bodies in, the lists of the TOOI registers as they were recorded out."""

from dataclasses import dataclass, field
from typing import Any

Item = dict[str, Any]
_ID = "https://identifier.overheid.nl/tooi/id/"
_ONT = "https://identifier.overheid.nl/tooi/def/ont/"
_PROV = "http://www.w3.org/ns/prov#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def body(kind: str, code: str, name: str, *, label: str = "", **more: Any) -> Item:
    """Return a body as the registers write it in expanded JSON-LD."""
    return {
        "@id": f"{_ID}{kind}/{code}",
        "@type": [_ONT + kind.title()],
        _LABEL: [{"@value": label or f"{kind} {name}"}],
        _ONT + "officieleNaamExclSoort": [{"@value": name}],
        _ONT + "organisatiecode": [{"@value": code}],
        **more,
    }


def municipality(code: str, name: str, *, province: str, ended: str = "") -> Item:
    """Return a municipality, ended where a day is given."""
    place = {_ONT + "ligtInProvincie": [{"@id": f"{_ID}provincie/{province}"}]}
    end = {_ONT + "einddatum": [{"@value": ended}]} if ended else {}
    return body("gemeente", code, name, **place, **end)


def merger(ended: str, heir: str) -> Item:
    """Return the change by which one municipality went into another."""
    return {
        "@id": f"{_ID}wzg_{ended}",
        "@type": [_ONT + "Wijziging"],
        _PROV + "invalidated": [{"@id": f"{_ID}gemeente/{ended}"}],
        _PROV + "generated": [{"@id": f"{_ID}gemeente/{heir}"}],
    }


@dataclass
class FakeTooi:
    """``lists`` answers by name; anything else is not there."""

    lists: dict[str, Any] = field(default_factory=dict)
    base: str = ""
    asked: list[str] = field(default_factory=list)

    def respond(self, address: str) -> tuple[int, dict[str, str], Any]:
        """Return status, headers and the list to send."""
        stem, version, form, file = address.strip("/").split("/")
        self.asked.append(file)
        name = file.removesuffix(".json")
        is_known = name in self.lists and (name, form) == (f"{stem}_{version}", "json")
        return (200, {}, self.lists[name]) if is_known else (404, {}, {})
