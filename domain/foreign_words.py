"""What a library says of bad input in, the same in our own sentences out."""

import errno
import os
import re
from collections.abc import Collection, Mapping
from typing import Any

from domain.phrases import ENGLISH, Phrase, phrase, sentences

_PLACE = re.compile(r"(?P<what>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)")
_OF_THE_DISK = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_quota",
    errno.EFBIG: "disk_limit",
    errno.EIO: "disk_broken",
    errno.EROFS: "disk_read_only",
    errno.EACCES: "disk_no_right",
    errno.EPERM: "disk_no_right",
    errno.ENOENT: "disk_not_there",
    errno.EISDIR: "disk_is_folder",
    errno.ELOOP: "disk_loops",
    errno.ENAMETOOLONG: "disk_long_name",
    errno.EBUSY: "disk_busy",
    errno.ETXTBSY: "disk_busy",
    errno.EAGAIN: "disk_busy",
    errno.EMFILE: "disk_many_open",
    errno.ENFILE: "disk_many_open",
    **dict.fromkeys(
        (
            errno.ESTALE,
            errno.ETIMEDOUT,
            errno.ENOTCONN,
            errno.EHOSTDOWN,
            errno.EHOSTUNREACH,
            errno.ENETUNREACH,
            errno.ENODEV,
            errno.ENXIO,
        ),
        "disk_out_of_reach",
    ),
    errno.ENOTDIR: "disk_is_no_folder",
}
DISK_NUMBERS = frozenset(_OF_THE_DISK)
"""The numbers of what a disk may refuse, of which there is something to say."""
_LOCKED_BY_ANOTHER = (32, 33)
_UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")
"""What pydantic calls a key that a table does not have."""


def toml_place(error: Exception) -> Phrase:
    """Return where a text stops being TOML; the library says why in English only."""
    found = _PLACE.fullmatch(str(error))
    if found is None:
        return phrase("toml_at_end")
    return phrase("toml_at", **found.groupdict())


def disk_words(error: OSError) -> Phrase:
    """Return why the disk refuses; what the system says of it is English only."""
    number = error.errno or 0
    if getattr(error, "winerror", 0) in _LOCKED_BY_ANOTHER:
        number = errno.EBUSY
    key = _OF_THE_DISK.get(number)
    if key is None:
        return phrase("disk_other", code=errno.errorcode.get(number, str(number)))
    return phrase(key)


def disk_error_in(error: Exception) -> OSError | None:
    """Return what the disk said to a library that passes it on as text, if it did."""
    told = str(error)
    numbers = (number for number in _OF_THE_DISK if number != errno.ENOENT)
    found = next((each for each in numbers if os.strerror(each) in told), None)
    return None if found is None else OSError(found, os.strerror(found))


def setting_problem(item: Mapping[str, Any], *, known: Collection[str] = ()) -> Phrase:
    """Return what is wrong with one key, from an item of pydantic's list.

    ``known`` are the keys of the file outside its tables: one of them that is not
    known where it stands came below the heading of a table.
    """
    parts = [str(part) for part in item["loc"]]
    key = ".".join(parts)
    name: str | Phrase = key or phrase("whole_file")
    if item["type"] in _UNKNOWN and parts[1:] and parts[-1] in known:
        table = ".".join(parts[:-1])
        return phrase("setting_below_table", key=parts[-1], table=table)
    kind = f"setting_{item['type']}"
    if kind not in sentences(ENGLISH):
        return phrase("setting_other", key=name, what=item["msg"])
    about = item.get("ctx", {}).items()
    said = {each: value for each, value in about if isinstance(value, str | int)}
    if "expected" in said:
        said["expected"] = str(said["expected"]).replace(" or ", ", ")
    return Phrase(kind, {**said, "key": name})
