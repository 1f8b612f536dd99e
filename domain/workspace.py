"""A folder in, the place of every file of a workspace out."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Workspace:
    """The layout of a workspace (CONTRACT.md); names paths, touches none."""

    root: Path

    @property
    def settings_file(self) -> Path:
        """The settings, ``feitenbasis.toml``."""
        return self.root / "feitenbasis.toml"

    @property
    def codebook_file(self) -> Path:
        """The team's own codebook; the built-in one serves where it is absent."""
        return self.root / "codebook.toml"

    @property
    def sources(self) -> Path:
        """One declaration per source."""
        return self.root / "sources"

    @property
    def registers(self) -> Path:
        """Tables kept by the team."""
        return self.root / "registers"

    @property
    def corrections(self) -> Path:
        """What people decided about what was read, one file per import."""
        return self.root / "corrections"

    @property
    def publication(self) -> Path:
        """One folder per published run, and ``current``."""
        return self.root / "publication"

    @property
    def current(self) -> Path:
        """The publication that readers open."""
        return self.publication / "current"

    @property
    def internal(self) -> Path:
        """What is not for readers."""
        return self.root / ".feitenbasis"

    @property
    def landing(self) -> Path:
        """Received bytes, by hash, and a manifest per source."""
        return self.internal / "landing"

    @property
    def warehouse_file(self) -> Path:
        """The team's own tables."""
        return self.internal / "warehouse.duckdb"

    @property
    def key_file(self) -> Path:
        """The pseudonym key, readable by its owner only."""
        return self.internal / "secret.key"

    @property
    def key_mark(self) -> Path:
        """By what the key of earlier runs is known again; says nothing without it."""
        return self.internal / "key.mark"

    @property
    def records(self) -> Path:
        """One record of processing per publication."""
        return self.internal / "records"

    @property
    def shown(self) -> Path:
        """Per publication the marks of who was in its figures."""
        return self.internal / "shown"

    @property
    def forgotten_file(self) -> Path:
        """Marks of who was forgotten; keyed hashes, readable by the owner only."""
        return self.internal / "forgotten.json"

    @property
    def learned_model(self) -> Path:
        """What `learn` learned from coded texts; holds words of those texts."""
        return self.internal / "learned.npz"

    @property
    def lock_file(self) -> Path:
        """The lock that keeps a second run out."""
        return self.internal / "run.lock"

    @property
    def prefect_home(self) -> Path:
        """Prefect's own data."""
        return self.internal / "prefect"

    @property
    def logs(self) -> Path:
        """Logs of runs; never an answer, token or password in them."""
        return self.internal / "logs"
