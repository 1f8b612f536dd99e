"""A server that asked for rest in, no other question to it in this run out."""

from urllib.parse import urlsplit

from domain.declarations import LimeSurveySource
from domain.errors import FeitenbasisError, SourceUnreachable
from domain.open_declarations import AnyOpenSource
from flows.run_context import RunContext
from sources.hiccup import ASKS_REST


def refuse_resting(context: RunContext, source_id: str) -> None:
    """Raise what the server of a source said to another source of this run."""
    asked = context.resting.get(_server(context, source_id))
    if asked is not None:
        raise SourceUnreachable(
            ASKS_REST, where=f"sources/{source_id}.toml", **asked.values
        )


def note_resting(context: RunContext, source_id: str, error: FeitenbasisError) -> None:
    """Keep that the server of a source asked for rest, where it did."""
    if error.key == ASKS_REST:
        context.resting[_server(context, source_id)] = error


def _server(context: RunContext, source_id: str) -> str:
    declaration = context.declarations.get(source_id)
    if not isinstance(declaration, AnyOpenSource | LimeSurveySource):
        return ""
    return urlsplit(declaration.url).netloc.rpartition("@")[2].lower()
