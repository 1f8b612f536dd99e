"""Landed files in, those to read in this run out."""

from flows import document_reading, upload_reading
from flows.run_context import RunContext
from flows.trying_again import files_to_try_again


def undone_files(context: RunContext, stage: str, inputs: dict[str, str]) -> list[str]:
    """Return the files that were not read yet, and those whose time has come again."""
    undone = context.warehouse.undone(stage, inputs)
    again = files_to_try_again(context, stage, inputs)
    return list(dict.fromkeys([*undone, *again]))


def tries_files_again(context: RunContext) -> bool:
    """Tell whether the time of any file has come again, before anything is read."""
    documents = document_reading.landed_documents(context)
    uploads = upload_reading.landed_uploads(context)
    stages = (
        (document_reading.STAGE, document_reading.document_inputs(context, documents)),
        (upload_reading.STAGE, upload_reading.upload_inputs(context, uploads)),
    )
    return any(files_to_try_again(context, stage, inputs) for stage, inputs in stages)
