"""Words on the command line in, one command out; errors are one paragraph."""

import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from domain.errors import FeitenbasisError
from flows.chosen_folder import Folder, choose_folder, folder_of
from flows.codebook_commands import codebook
from flows.every_sign import write_every_sign
from flows.export_forms import ExportForm
from flows.guard import DEBUG_VARIABLE, unexpected
from flows.review_commands import review
from flows.spoken import spoken
from flows.stopping import STOPPED, stop_asked, stoppable, tell_stop
from flows.survey_commands import survey

app = typer.Typer(
    name="feitenbasis",
    help="Eén gedeelde feitenbasis voor een regio: vragenlijsten en documenten, "
    "gelezen, gecontroleerd en herleidbaar.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(survey, name="survey")
app.add_typer(review, name="review")
app.add_typer(codebook, name="codebook")

_DEBUG = "--debug"
Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", help="Geen voortgang, alleen fouten: voor cron."),
]
Debug = Annotated[
    bool, typer.Option(_DEBUG, help="Toon bij een fout ook de technische herkomst.")
]


@app.callback()
def before(folder: Folder = None, *, debug: Debug = False) -> None:
    """Eén gedeelde feitenbasis voor een regio."""
    choose_folder(folder)
    if debug:
        os.environ[DEBUG_VARIABLE] = "1"


@app.command()
def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Een lege map.")],
) -> None:
    """Maak een nieuwe werkruimte met voorbeelden."""
    from flows.new_workspace import make_workspace, tell_new

    tell_new(make_workspace(directory))


@app.command()
def demo(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="De map voor de demo.")
    ] = Path("demo"),
    *,
    quiet: Quiet = False,
) -> None:
    """Maak de verzonnen demoregio en draai de hele lijn."""
    from flows.new_workspace import make_demo
    from flows.running import run_line

    run_line(make_demo(directory), quiet=quiet)


@app.command()
def run(folder: Folder = None, *, quiet: Quiet = False) -> None:
    """Draai de hele lijn: van verzamelen tot publiceren."""
    from flows.running import run_line

    run_line(folder_of(folder), quiet=quiet)


@app.command()
def collect(folder: Folder = None, *, quiet: Quiet = False) -> None:
    """Verzamel alleen: haal op wat de bronnen hebben."""
    from flows.running import run_part

    run_part(folder_of(folder), "collect", quiet=quiet)


@app.command()
def read(folder: Folder = None, *, quiet: Quiet = False) -> None:
    """Lees wat is verzameld, zonder iets op te halen."""
    from flows.running import run_part

    run_part(folder_of(folder), "read", quiet=quiet)


@app.command()
def publish(folder: Folder = None, *, quiet: Quiet = False) -> None:
    """Publiceer wat gelezen is, als er iets veranderd is."""
    from flows.running import run_part

    run_part(folder_of(folder), "publish", quiet=quiet)


@app.command()
def schedule(folder: Folder = None) -> None:
    """Draai vanzelf, volgens het rooster in feitenbasis.toml."""
    from flows.scheduling import serve

    serve(folder_of(folder))


@app.command()
def deploy(
    folder: Folder = None,
    *,
    pool: Annotated[
        str, typer.Option(help="De werkpool op de server.")
    ] = "feitenbasis",
) -> None:
    """Meld de werkruimte aan bij de Prefect-server in PREFECT_API_URL."""
    from flows.scheduling import register

    register(folder_of(folder), pool=pool)


@app.command()
def status(folder: Folder = None) -> None:
    """Toon de laatste runs, volledigheid, versheid en quarantaine."""
    from flows.telling import tell_status

    tell_status(folder_of(folder))


@app.command()
def doctor(folder: Folder = None) -> None:
    """Controleer instellingen, bronnen, model, schijf en rechten."""
    from flows.doctor import examine

    raise SystemExit(examine(folder_of(folder)))


@app.command(context_settings={"ignore_unknown_options": True})
def sql(
    query: Annotated[
        str | None,
        typer.Argument(metavar='"SELECT …"', help="Een SELECT, of een bewaarde vraag."),
    ] = None,
    folder: Folder = None,
    *,
    as_csv: Annotated[bool, typer.Option("--csv", help="Als CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Als JSON.")] = False,
    questions: Annotated[
        bool, typer.Option("--questions", help="Toon de bewaarde vragen.")
    ] = False,
    warehouse: Annotated[
        bool, typer.Option("--warehouse", help="Op de eigen rijen van het team.")
    ] = False,
) -> None:
    """Stel een vraag aan de feitenbasis; alleen lezen."""
    from flows.asking import ask, list_questions, refuse_spare

    forms = {"--csv": as_csv, "--json": as_json}
    refuse_spare(query, forms, is_list=questions, of_team=warehouse)
    if questions:
        list_questions()
        return
    form = "csv" if as_csv else "json" if as_json else "table"
    ask(folder_of(folder), query, form=form, of_team=warehouse)


@app.command()
def forget(
    folder: Folder = None,
    *,
    file: Annotated[
        Path | None,
        typer.Option(metavar="BESTAND", help="Het token op de eerste regel hiervan."),
    ] = None,
    response: Annotated[
        str | None,
        typer.Option(metavar="VRAGENLIJST:NUMMER", help="Eén inzending, zonder token."),
    ] = None,
    rewrite_exports: Annotated[
        bool,
        typer.Option(
            "--rewrite-exports", help="Herschrijf bewaarde exports zonder te vragen."
        ),
    ] = False,
) -> None:
    """Verwijder een respondent overal; het token komt van stdin of uit een bestand."""
    from flows.forget_request import read_request
    from flows.forgetting import forget as erase

    request = read_request(file=file, response=response, may_rewrite=rewrite_exports)
    erase(folder_of(folder), request)


@app.command()
def export(
    form: Annotated[
        ExportForm,
        typer.Argument(metavar="VORM", help="parquet, csv, xlsx, graphml of prov."),
    ],
    folder: Folder = None,
    *,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="MAP", help="Waarheen; standaard uitvoer/."),
    ] = None,
) -> None:
    """Schrijf de publicatie voor een ander programma."""
    from flows.exporting import export as write

    write(folder_of(folder), form, target=to)


@app.command()
def bench(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="H6 …",
            help="Welke cijfers; alle. Bij --faults: kills, runs, disk of damage.",
        ),
    ] = None,
    *,
    quick: Annotated[
        bool, typer.Option("--quick", help="Klein en kort: om te zien of het werkt.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Als JSON.")] = False,
    faults: Annotated[
        bool,
        typer.Option("--faults", help="Breek runs af op 500 momenten; duurt uren."),
    ] = False,
    seed: Annotated[
        int, typer.Option("--seed", help="Andere momenten bij --faults.")
    ] = 1,
    documents: Annotated[
        Path | None,
        typer.Option(
            metavar="MAP",
            help="Vergelijk documenten met de .txt die hun naam draagt, in plaats van "
            "snelheid te meten.",
        ),
    ] = None,
) -> None:
    """Meet de snelheid tegen het kale werk, op deze machine."""
    from flows.spare_words import refuse_spare_words

    spare = {**dict.fromkeys(names or (), True), "--quick": quick, "--faults": faults}
    if documents is not None:
        refuse_spare_words(spare, beside=f"--documents {documents}", command="bench")
        from flows.bench_documents import bench_documents

        raise SystemExit(bench_documents(documents, as_json=as_json))
    if faults:
        from flows.bench_faults import bench_faults

        raise SystemExit(
            bench_faults(names or [], seed=seed, is_quick=quick, as_json=as_json)
        )
    from flows.bench import bench

    raise SystemExit(bench(names or [], is_quick=quick, as_json=as_json))


@app.command()
def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD.json", help="Gecodeerde passages.")
    ],
    folder: Folder = None,
    *,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="ANDER.json", help="Een tweede codeur, in plaats van de machine."
        ),
    ] = None,
    confusions: Annotated[
        Path | None,
        typer.Option(
            metavar="BESTAND.csv",
            help="Schrijf wat gemist en onterecht is hierheen; bevat teksten.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="De cijfers als JSON.")
    ] = False,
) -> None:
    """Meet hoe goed gelezen wordt, of hoe eens twee codeurs het zijn."""
    from flows.evaluating import EvaluationRequest
    from flows.evaluating import evaluate as compare

    request = EvaluationRequest(
        reference=gold,
        against=against,
        confusions=confusions,
        form="json" if as_json else "table",
    )
    compare(folder_of(folder), request)


@app.command()
def learn(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[BESTAND]",
            help="CSV of XLSX met teksten en codes; leeg: de besluiten over passages.",
        ),
    ] = None,
    folder: Folder = None,
    *,
    text_column: Annotated[str, typer.Option(help="De kolom met de tekst.")] = "tekst",
    code_column: Annotated[
        str, typer.Option(help="De kolom met de code of codes, de voornaamste eerst.")
    ] = "code",
    document_column: Annotated[
        str | None,
        typer.Option(help="De kolom die zegt waar een tekst uit komt, als die er is."),
    ] = None,
    separator: Annotated[
        str | None, typer.Option(help="Wat codes scheidt; leeg: één code per tekst.")
    ] = None,
    blanks: Annotated[
        bool, typer.Option("--blanks", help="Een lege code betekent: geen van alle.")
    ] = False,
    confusions: Annotated[
        Path | None,
        typer.Option(
            metavar="BESTAND",
            help="Schrijf waar regels en besluiten verschillen (CSV).",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="De cijfers als JSON.")
    ] = False,
) -> None:
    """Leer van gecodeerde teksten of van besluiten, en meet hoe goed dat gaat."""
    from flows.learning import LearningRequest, learn_from

    request = LearningRequest(
        file=file,
        text_column=text_column,
        code_column=code_column,
        document_column=document_column,
        separator=separator,
        has_blanks=blanks,
        form="json" if as_json else "table",
        confusions=confusions,
    )
    learn_from(folder_of(folder), request)


def main() -> None:
    """Run the command line; exit codes are those of CONTRACT.md."""
    write_every_sign()
    raise SystemExit(_run(sys.argv[1:]))


def _run(words: list[str]) -> int:
    # Named after the command too: the sentence that advises it does not say where.
    if _DEBUG in words:
        words = [_DEBUG, *(word for word in words if word != _DEBUG)]
    try:
        with stoppable():
            app(args=words)
    except BaseException as error:
        if stop_asked() or isinstance(error, KeyboardInterrupt):
            tell_stop()
            return STOPPED
        return _exit_code_of(error)
    return 0


def _exit_code_of(error: BaseException) -> int:
    """Tell an error in one paragraph; with ``--debug`` also where it came from."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 1
    if not isinstance(error, Exception):
        raise error
    if DEBUG_VARIABLE in os.environ:
        traceback.print_exception(error)
    known = error if isinstance(error, FeitenbasisError) else unexpected(error)
    typer.echo(spoken(known), err=True)
    return known.exit_code


if __name__ == "__main__":
    main()
