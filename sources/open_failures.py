"""What the system says of a file or folder in, the reason a person can act on out."""

import errno

from domain.foreign_words import disk_words
from domain.phrases import Phrase, phrase

_ADVICE = {
    errno.EACCES: "give_right_to_read",
    errno.EPERM: "give_right_to_read",
    errno.ENOENT: "put_file_itself",
    errno.ELOOP: "put_file_itself",
    errno.ENAMETOOLONG: "shorten_the_name",
    errno.EBUSY: "close_and_run_again",
    errno.ETXTBSY: "close_and_run_again",
}


def open_failure(error: OSError | RuntimeError, *, is_folder: bool = False) -> Phrase:
    """Return why a file or folder cannot be opened, and what to do about it."""
    if isinstance(error, RuntimeError):
        # Until Python 3.13 a loop of links is one.
        error = OSError(errno.ELOOP, "")
    why, advice = disk_words(error), _advice(error)
    if is_folder:
        return phrase("folder_not_opened", why=why, advice=advice)
    return phrase("file_not_opened", why=why, advice=advice)


def _advice(error: OSError) -> Phrase:
    key = _ADVICE.get(error.errno or 0)
    return phrase("copy_it_again") if key is None else phrase(key)
