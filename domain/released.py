"""The installed project in, its version out."""

from importlib import metadata


def released() -> str:
    """Return the released version, also where the project is not installed."""
    try:
        return metadata.version("feitenbasis")
    except metadata.PackageNotFoundError:
        return "0.1.0"
