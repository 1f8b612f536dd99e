"""A rule in, a sentence with what to do out: why a file is not read."""

from domain.phrases import phrase
from domain.texts import UnreadableDocument

_REASONS = {
    "unsupported_format": phrase("refused_unsupported_format"),
    "old_office": phrase("refused_old_office"),
    "binary_workbook": phrase("refused_binary_workbook"),
    "strict_office": phrase("refused_strict_office"),
    "outlook_file": phrase("refused_outlook_file"),
    "packed_files": phrase("refused_packed_files"),
    "picture": phrase("refused_picture"),
    "missing": phrase("refused_missing"),
    "empty": phrase("refused_empty"),
    "too_large": phrase("refused_too_large"),
    "wrong_content": phrase("refused_wrong_content"),
    "encrypted": phrase("refused_encrypted"),
    "damaged": phrase("refused_damaged"),
    "unpacks_too_large": phrase("refused_unpacks_too_large"),
    "unsafe_archive": phrase("refused_unsafe_archive"),
    "unsafe_xml": phrase("refused_unsafe_xml"),
    "no_text": phrase("refused_no_text"),
    "too_wide": phrase("refused_too_wide"),
    "respondent_rows": phrase("refused_respondent_rows"),
    "unknown_xml": phrase("refused_unknown_xml"),
    "all_removed": phrase("refused_all_removed"),
    "undeclared_json": phrase("refused_undeclared_json"),
    "no_records": phrase("refused_no_records"),
    "no_declared_text": phrase("refused_no_declared_text"),
    "too_much_text": phrase("refused_too_much_text"),
    "too_deep": phrase("refused_too_deep"),
    "timeout": phrase("refused_timeout"),
    "out_of_memory": phrase("refused_out_of_memory"),
    "reader_died": phrase("refused_reader_died"),
    "reader_failed": phrase("refused_reader_failed"),
}

_XML_ERROR, _NO_MEMORY = "XMLSyntaxError", 2
_NO_SCAN = phrase("refused_no_scan")
_NOTHING_SEEN = phrase("refused_nothing_recognised")


class DocumentRefused(Exception):
    """A reader or check gives up on a file; ``rule`` names the reason."""

    def __init__(self, rule: str, *, was_recognised: bool = False) -> None:
        """Keep the rule; an unknown rule is a mistake in our own code.

        ``was_recognised`` tells that text was looked for on its pictures as well.
        """
        super().__init__(str(_REASONS[rule]))
        self.rule = rule
        self.was_recognised = was_recognised


def ran_out_of_memory(error: BaseException) -> bool:
    """Whether an error, or one that it came from, is for want of memory.

    libxml2 tells that as a fault in the text, with a code of its own.
    """
    told: BaseException | None = error
    while told is not None:
        code = getattr(told, "code", None)
        is_of_xml = type(told).__name__ == _XML_ERROR and code == _NO_MEMORY
        if is_of_xml or isinstance(told, MemoryError):
            return True
        told = told.__cause__ or told.__context__
    return False


def refusal(
    rule: str, *, may_be_scan: bool = True, was_recognised: bool = False
) -> UnreadableDocument:
    """Return the refusal of a rule, with the sentence a person reads.

    Without text a file ``may_be_scan``, unless its format holds no pictures; where it
    ``was_recognised`` in vain, doing that again is no advice.
    """
    reason = _REASONS[rule]
    if rule == "no_text" and not may_be_scan:
        reason = _NO_SCAN
    elif rule == "no_text" and was_recognised:
        reason = _NOTHING_SEEN
    return UnreadableDocument(rule=rule, reason=reason)
