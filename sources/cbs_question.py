"""A declaration and the shape of a CBS table in, what is asked of the table out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.errors import SettingsInvalid
from domain.figures import Measure
from domain.open_declarations import CbsSource, PeriodKind
from sources.answer_values import whole_number

_SIGNS = {PeriodKind.YEAR: "JJ", PeriodKind.QUARTER: "KW", PeriodKind.MONTH: "MM"}
"""How CBS marks the length of a period, after the year: `2024JJ00`, `2024KW01`."""

_REGIONS = frozenset(("RegioS", "WijkenEnBuurten"))
_PERIODS = frozenset(("Perioden",))

_REGIONS_AT_ONCE, _PERIODS_AT_ONCE = 15, 20
"""More codes in one question would make its address too long for some servers."""

_SHOWN_CODES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code of a dimension or of the measures, as CBS describes it."""

    code: str
    title: str
    unit: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """What a table is made of: its measures, and its dimensions with their kind.

    ``of_other_version`` are the measures as the other version of the service codes
    them, to know one by its title. Who ``has_own_codes`` shares none of them with the
    version that lasts: nobody should write those down.
    """

    measures: tuple[Code, ...]
    dimensions: Mapping[str, str]
    of_other_version: tuple[Code, ...] = ()
    has_own_codes: bool = False

    def dimension_of(self, kind: str, *, names: frozenset[str]) -> str:
        """Return the dimension of a kind (`Geo`, `Time`), or an empty text.

        Some tables give the kind only by the name (85067NED: `RegioS`, Dimension).
        """
        of_kind = [name for name, each in self.dimensions.items() if kind in each]
        of_name = [name for name in self.dimensions if name in names]
        return next(iter([*of_kind, *of_name]), "")

    @property
    def region(self) -> str:
        """The dimension of regions, empty where the table has none."""
        return self.dimension_of("Geo", names=_REGIONS)

    @property
    def period(self) -> str:
        """The dimension of periods, empty where the table has none."""
        return self.dimension_of("Time", names=_PERIODS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of one table: per dimension the codes that are wanted."""

    measures: tuple[Measure, ...]
    shape: TableShape
    regions: tuple[str, ...]
    periods: tuple[str, ...]
    chosen: Mapping[str, str]

    def parts(self) -> Iterator[Mapping[str, Sequence[str]]]:
        """Yield the question in parts that fit in an address."""
        fixed = {name: [code] for name, code in self.chosen.items()}
        for regions in _batches(self.regions, _REGIONS_AT_ONCE):
            for periods in _batches(self.periods, _PERIODS_AT_ONCE):
                wanted = {self.shape.region: regions, self.shape.period: periods}
                yield fixed | {name: each for name, each in wanted.items() if name}


def question_for(
    declaration: CbsSource,
    shape: TableShape,
    *,
    codes_of: Callable[[str], Iterable[Code]],
    where: str,
) -> Question:
    """Return what to ask; raise ``SettingsInvalid`` for what the table does not know.

    ``codes_of`` gives the codes of a dimension.
    """
    measures = tuple(
        _measure(name, shape, where=where) for name in declaration.measures
    )
    _refuse_open_dimensions(declaration, shape, codes_of=codes_of, where=where)
    regions = _regions(declaration, shape, codes_of=codes_of, where=where)
    periods = _periods(declaration, shape, codes_of=codes_of, where=where)
    return Question(
        measures=measures,
        shape=shape,
        regions=regions,
        periods=periods,
        chosen=declaration.choose,
    )


def _batches(codes: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, max(len(codes), 1), size):
        yield codes[start : start + size]


def _measure(name: str, shape: TableShape, *, where: str) -> Measure:
    found = _found_measures(name, shape)
    if len(found) != 1:
        key = "cbs_measure_twice" if found else "cbs_measure_unknown"
        # A code of the older version is only named where nothing else tells apart.
        are_titles = shape.has_own_codes and not found
        shown = tuple(
            each.title if are_titles else f"{each.code} ({each.title})"
            for each in found or shape.measures
        )
        raise SettingsInvalid(key, where=where, name=name, known=shown[:_SHOWN_CODES])
    only = found[0]
    return Measure(code=only.code, name=name, title=only.title, unit=only.unit)


def _found_measures(name: str, shape: TableShape) -> list[Code]:
    """Return the measures of this code, else of this title, else as coded elsewhere."""
    found = [each for each in shape.measures if each.code == name]
    found = found or [each for each in shape.measures if _is_titled(each, name)]
    elsewhere = [each for each in shape.of_other_version if each.code == name]
    if found or len(elsewhere) != 1:
        return found
    alike = [each for each in shape.measures if _is_titled(each, elsewhere[0].title)]
    unit = elsewhere[0].unit.casefold()
    return [each for each in alike if each.unit.casefold() == unit] or alike


def _is_titled(measure: Code, title: str) -> bool:
    return measure.title.strip().casefold() == title.strip().casefold()


def _refuse_open_dimensions(
    declaration: CbsSource,
    shape: TableShape,
    *,
    codes_of: Callable[[str], Iterable[Code]],
    where: str,
) -> None:
    """Every dimension but regions and periods stands still at one code."""
    to_fix = set(shape.dimensions) - {shape.region, shape.period}
    strange = sorted(set(declaration.choose) - to_fix)
    if strange:
        raise SettingsInvalid(
            "cbs_dimension_unknown", where=where, name=strange[0], known=sorted(to_fix)
        )
    for name in sorted(to_fix):
        codes = {each.code: each.title for each in codes_of(name)}
        if declaration.choose.get(name) not in codes:
            shown = tuple(f"{code} ({title})" for code, title in codes.items())
            raise SettingsInvalid(
                "cbs_dimension_open",
                where=where,
                name=name,
                known=shown[:_SHOWN_CODES],
            )


def _regions(
    declaration: CbsSource,
    shape: TableShape,
    *,
    codes_of: Callable[[str], Iterable[Code]],
    where: str,
) -> tuple[str, ...]:
    if bool(declaration.regions) != bool(shape.region):
        key = "cbs_regions_needed" if shape.region else "cbs_regions_absent"
        raise SettingsInvalid(key, where=where)
    if not shape.region:
        return ()
    known = {each.code for each in codes_of(shape.region)}
    unknown = [code for code in declaration.regions if code not in known]
    if unknown:
        raise SettingsInvalid("cbs_region_unknown", where=where, codes=tuple(unknown))
    return declaration.regions


def _periods(
    declaration: CbsSource,
    shape: TableShape,
    *,
    codes_of: Callable[[str], Iterable[Code]],
    where: str,
) -> tuple[str, ...]:
    if not shape.period:
        if not declaration.period:
            raise SettingsInvalid("cbs_period_needed", where=where)
        return ()
    sign, since = _SIGNS[declaration.every], declaration.since or 0
    found = tuple(
        each.code
        for each in codes_of(shape.period)
        if each.code[4:6] == sign
        and whole_number(each.code[:4], name=shape.period, where=where) >= since
    )
    if not found:
        raise SettingsInvalid("cbs_no_period", where=where)
    return found
