"""A count and its base in, shown or hidden out: the disclosure rule in one place."""

from dataclasses import dataclass

SMALLEST_GROUP_FLOOR = 5
"""No setting may bring the least number of respondents in a base under this."""

OPINION_ROLES = frozenset(
    {"statement", "importance", "open", "level", "lens", "relation", "interest"}
)
"""Roles of questions that ask what people think of the region's subjects.

That a whole group thinks the same is what a consultation is held to find out. Of any
other question, such as how somebody lives or travels, it tells on everybody in it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRule:
    """The named numbers of the rule (both counted in respondents).

    ``smallest_group`` is the least base of a figure; ``smallest_count`` the least
    count other than 0, and the least complement other than 0.
    """

    smallest_group: int = 10
    smallest_count: int = 3

    def hides_base(self, base: int) -> bool:
        """Tell whether a figure over ``base`` respondents stays hidden."""
        return base < self.smallest_group

    def hides(self, count: int, *, base: int) -> bool:
        """Tell whether ``count`` out of ``base`` respondents stays hidden."""
        return self.hides_base(base) or any(
            0 < part < self.smallest_count for part in (count, base - count)
        )
