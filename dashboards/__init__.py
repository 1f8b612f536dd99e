"""A published base in, pages for readers out; nothing here changes the base.

Every figure on a page stands in ``<data value="12" data-figure="…">12</data>``. The
key is ``table:<key columns>:column``, joined by colons, for example
``theme_support:energie:1:stakeholder_group:Gemeente:respondent_count``; ``value`` is
the published value as Python writes it, the text is the same value for readers. Inside
a part ``%`` and ``:`` are written as ``%25`` and ``%3A``; an empty wave is ``-``.
Figures that are counted from rows (documents, initiatives) have a key that starts
with ``count:``.
"""
