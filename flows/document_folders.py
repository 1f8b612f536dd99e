"""Declarations in, the folders in them that belong to another source out."""

from collections.abc import Mapping
from pathlib import Path

from domain.declarations import AnySource, DocumentsSource
from domain.errors import SettingsInvalid


def folders_of_others(
    declarations: Mapping[str, AnySource], source_id: str, *, root: Path
) -> dict[Path, str]:
    """Return the source of every declared folder that lies in that of ``source_id``.

    A file belongs to the source of the nearest folder above it. Raises
    ``SettingsInvalid`` for a folder that two sources declare: nobody could say whose
    its files are.
    """
    folders = {
        name: (root / declared.path).resolve()
        for name, declared in sorted(declarations.items())
        if isinstance(declared, DocumentsSource)
    }
    own = folders.pop(source_id)
    same = [name for name, folder in folders.items() if folder == own]
    if same:
        names = sorted((source_id, same[0]))
        raise SettingsInvalid(
            "folder_in_two_sources",
            where=", ".join(f"sources/{name}.toml" for name in names),
        )
    return {folder: name for name, folder in folders.items() if own in folder.parents}
