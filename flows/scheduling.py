"""A workspace in, its runs on a clock out: by its own server, or on a team's server."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from domain.errors import SettingsInvalid, SourceUnreachable
from domain.phrases import phrase
from domain.settings import WorkspaceSettings
from domain.workspace import Workspace
from flows.prefect_server import API_VARIABLE, local_server, prefect_environment
from flows.run_context import find_workspace, read_declarations, read_settings
from flows.screen_words import words
from flows.spoken import spoken
from flows.stopping import left_to_others

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.deployments.runner import RunnerDeployment


def serve(folder: Path) -> None:
    """Serve the workspace's run on its cron until interrupted.

    A Prefect server of its own runs beside it, with the scheduler: without one, no
    scheduled run would ever start. Both stop together.
    """
    workspace = find_workspace(folder)
    settings = read_settings(workspace)
    read_declarations(workspace)
    with local_server(workspace, has_services=True) as address:
        from prefect.runner import Runner

        class OurRunner(Runner):
            def handle_sigterm(self, *_args: Any, **_kwargs: Any) -> None:
                # As at a Ctrl-C: Prefect's own way leaves a coroutine that nobody
                # awaits, and a warning.
                signal.raise_signal(signal.SIGINT)

        told, clock = words(), settings.schedule
        console = Console(highlight=False)
        console.print(
            told.say("schedule.clock", cron=clock.cron, timezone=clock.timezone)
        )
        console.print(told.say("schedule.server", address=address.removesuffix("/api")))
        runner = OurRunner(pause_on_shutdown=False, limit=1)
        runner.add_deployment(_deployment(workspace, settings))
        with left_to_others():
            try:
                asyncio.run(runner.start())
            except KeyboardInterrupt:
                console.print(spoken(phrase("stopped")))


def register(folder: Path, *, pool: str) -> None:
    """Register the workspace's run on the server in ``PREFECT_API_URL``.

    Raises ``SettingsInvalid`` when no server is named or it runs another workspace
    under this name, ``SourceUnreachable`` when it does not answer.
    """
    workspace = find_workspace(folder)
    settings = read_settings(workspace)
    address = os.environ.get(API_VARIABLE)
    if not address:
        raise SettingsInvalid("no_prefect_named", where=phrase("the_environment"))
    os.environ.update(
        {
            key: value
            for key, value in prefect_environment(workspace).items()
            if key not in os.environ
        }
    )
    name = _registered(workspace, settings, pool=pool, address=address)
    told, console = words(), Console(highlight=False)
    console.print(told.say("schedule.registered", name=name, address=address))
    console.print(told.say("schedule.worker", pool=pool))


def _registered(
    workspace: Workspace, settings: WorkspaceSettings, *, pool: str, address: str
) -> str:
    import httpx
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectAlreadyExists

    deployment = _deployment(workspace, settings)
    try:
        with suppress(ObjectAlreadyExists), get_client(sync_client=True) as client:
            refuse_other(client, f"run/{deployment.name}", workspace, address=address)
            client.create_work_pool(WorkPoolCreate(name=pool, type="process"))
        deployment.apply(work_pool_name=pool)
    except httpx.HTTPError as error:
        raise SourceUnreachable("prefect_does_not_answer", where=address) from error
    return f"run/{deployment.name}"


def refuse_other(
    client: "SyncPrefectClient", name: str, workspace: Workspace, *, address: str
) -> None:
    """Raise ``SettingsInvalid`` where a name is that of another workspace's run.

    Workspaces are named after their folder, and a server knows a name once: the second
    would redirect the runs of the first.
    """
    from prefect.exceptions import ObjectNotFound

    try:
        known = client.read_deployment_by_name(name)
    except ObjectNotFound:
        return
    other = (known.parameters or {}).get("workspace")
    if other != str(workspace.root):
        raise SettingsInvalid("deployment_of_another", where=address, name=name)


def _deployment(
    workspace: Workspace, settings: WorkspaceSettings
) -> "RunnerDeployment":
    from prefect.client.schemas.objects import (
        ConcurrencyLimitConfig,
        ConcurrencyLimitStrategy,
    )
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.pipeline import run

    return RunnerDeployment.from_flow(
        run,
        name=workspace.root.name,
        schedule=Cron(settings.schedule.cron, timezone=settings.schedule.timezone),
        parameters={"workspace": str(workspace.root)},
        description=f"feitenbasis: {settings.region.name}",
        concurrency_limit=ConcurrencyLimitConfig(
            limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE
        ),
        # By module: a file path would put `flows/` first on the import path.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
