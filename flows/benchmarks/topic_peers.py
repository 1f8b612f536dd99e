"""The answers of the demo in, headline T1 out: subjects found by us and by peers.

The peers are what a researcher would reach for: NMF of scikit-learn on TF-IDF, and LDA
of tomotopy where somebody installed it (MIT; no part of the project, decision 0212).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from domain.identifiers import stable_id
from flows.benchmarks.headline import Headline, Pair, Spent, cpu_seconds
from nlp.emergent.find_topics import Earlier, TextToGroup, find_emergent_themes
from nlp.measuring.grouping import grouping_score
from sources.demo.open_answers import read_open_answers

Groups = list[str | None]
_SEED = 20
_ROUNDS = 200
_TOGETHER = 3
"""So many answers on one theme make a text: short ones share too few words."""


def our_groups(texts: Sequence[str]) -> Groups:
    """Return the emergent theme of each text."""
    asked = [
        TextToGroup(passage_id=f"{place:06}", text=text)
        for place, text in enumerate(texts)
    ]
    found = find_emergent_themes(
        asked, id_of=lambda terms: stable_id("op", *terms), earlier=Earlier()
    )
    groups: Groups = [None] * len(texts)
    for theme in found.themes:
        for passage, _ in theme.passages:
            groups[int(passage)] = theme.theme_id
    return groups


def nmf_groups(texts: Sequence[str], *, count: int) -> Groups:
    """Return the heaviest of ``count`` factors for each text: none is left over."""
    import warnings

    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import TfidfVectorizer

    rows = TfidfVectorizer(sublinear_tf=True, min_df=2, max_df=0.2).fit_transform(texts)
    model = NMF(count, init="nndsvda", random_state=_SEED, max_iter=_ROUNDS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return [str(place) for place in model.fit_transform(rows).argmax(axis=1)]


def lda_groups(texts: Sequence[str], *, count: int) -> Groups:
    """Return the likeliest topic of each text, by tomotopy."""
    import tomotopy  # type: ignore[import-not-found]  # a peer that may be absent

    model = tomotopy.LDAModel(k=count, seed=_SEED, min_df=2, rm_top=40)
    for text in texts:
        model.add_doc(
            [word for word in text.lower().split() if word.isalpha()] or ["x"]
        )
    model.train(_ROUNDS, workers=1)
    return [str(document.get_topics(1)[0][0]) for document in model.docs]


def peers() -> Mapping[str, Callable[..., Groups]]:
    """Return the peers that are here, by the name they are shown under."""
    found: dict[str, Callable[..., Groups]] = {"scikit-learn NMF": nmf_groups}
    if find_spec("tomotopy"):
        found["tomotopy LDA"] = lda_groups
    return found


def demo_texts() -> tuple[list[str], list[str]]:
    """Return texts of the demo, each of one theme, and the theme its makers gave."""
    texts: dict[str, list[str]] = {}
    for answer in read_open_answers():
        if answer.language == "nl" and answer.themes:
            texts.setdefault(answer.themes[0], []).append(answer.text)
    joined = [
        (" ".join(said[start : start + _TOGETHER]), theme)
        for theme, said in sorted(texts.items())
        for start in range(0, len(said), _TOGETHER)
    ]
    return [text for text, _ in joined], [theme for _, theme in joined]


@contextmanager
def _prepared(folder: Path, is_quick: bool) -> Iterator[Pair]:
    texts, labels = demo_texts()
    count = len(set(labels))

    def ours() -> Spent:
        began = cpu_seconds()
        our_groups(texts)
        return {"find": cpu_seconds() - began}

    yield Pair(
        ours=ours,
        bare=lambda: _ignored(nmf_groups(texts, count=count)),
        figures=lambda: _figures(texts, labels, count=count),
    )


def _ignored(groups: Groups) -> None:
    """Take what was made and leave it."""


def _figures(
    texts: Sequence[str], labels: Sequence[str], *, count: int
) -> Mapping[str, tuple[float, float | None]]:
    made = {"onze kant": our_groups(texts)}
    made |= {name: find(texts, count=count) for name, find in peers().items()}
    figures: dict[str, tuple[float, float | None]] = {}
    for name, groups in made.items():
        score = grouping_score(labels, groups)
        figures[f"{name}: thema's gevonden van {score.label_count}"] = (
            score.labels_found,
            None,
        )
        figures[f"{name}: zuiverheid"] = (score.purity, None)
        figures[f"{name}: overeenkomst (NMI)"] = (score.nmi, None)
        figures[f"{name}: teksten zonder onderwerp"] = (score.left_over_count, None)
    return figures


HEADLINE = Headline(
    name="T1",
    measured="onderwerpen vinden in antwoorden van de demo, gedeeld door TF-IDF met "
    "NMF van scikit-learn op dezelfde teksten",
    target=1.5,
    fail=3.0,
    prepare=_prepared,
)
