"""The team's registers in, their places or bodies, and the rows set apart, out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from domain.gazetteers import Organisation, Place
from domain.phrases import phrase
from sources.registers import SOURCE_ID as REGISTERS

_PERSONAL = phrase("refused_register_personal")
Named = TypeVar("Named", Place, Organisation, covariant=True)


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A register as it was saved: its name tells a CSV from an XLSX."""

    name: str
    data: bytes


class RegisterReader(Protocol[Named]):
    """What reads a register: its records by the number of their row."""

    def __call__(self, data: bytes, *, name: str) -> Mapping[int, Named]:
        """Return them; raise ``SettingsInvalid`` for a file that does not fit."""


def team_names(
    files: Iterable[RegisterFile],
    read: RegisterReader[Named],
    *,
    table: str,
    count_personal_data: Callable[[str], int] | None,
) -> tuple[list[Named], Sequence[Mapping[str, Any]]]:
    """Return what may be published of registers, and rows for ``quarantine``.

    A name of a place or body is published as it stands, so one that looks like
    personal data is set apart, unless the team released the words. The rows bear
    phrases; they repeat nothing of the name. Nothing is judged where nobody counts.
    """
    kept: list[Named] = []
    refused = []
    for file in files:
        for number, record in read(file.data, name=file.name).items():
            texts = (record.name, record.kind)
            if count_personal_data and any(map(count_personal_data, texts)):
                refused.append(
                    {
                        "source_id": REGISTERS,
                        "table_name": table,
                        "item": file.name,
                        "row_key": phrase("the_row", number=number),
                        "rule": "register_row",
                        "reason": _PERSONAL,
                    }
                )
            else:
                kept.append(record)
    return kept, refused
