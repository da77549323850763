"""The data's part of a run: raw files to checked tables, in a process of its own."""

from dataclasses import dataclass, field
from pathlib import Path

from oar_analysis.contract import Finding


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the run needs to know of the data it prepared.

    `findings`: number by severity; `blocking`: what forbids publication; `unexpected`: what
    the campaign did not declare, warnings included.
    """

    findings: dict[str, int] = field(default_factory=dict)
    blocking: tuple[Finding, ...] = ()
    unexpected: tuple[Finding, ...] = ()


def prepare(data: Path, year: int, processed: Path) -> Prepared:
    """Build the dataset of a year from `data`/raw and write it to `processed`."""
    from oar_analysis.review.preload import collected_later

    with collected_later():
        from oar_analysis.dataset import build, write

    dataset = build(data, year)
    write(dataset, processed)
    counts = dataset.findings["severity"].value_counts()
    return Prepared(
        findings={name: int(counts.get(name, 0)) for name in ("error", "warning", "info")},
        blocking=tuple(dataset.blocking),
        unexpected=tuple(dataset.unexpected),
    )


def publish_processed(processed: Path, destination: Path) -> str:
    """Copy the tables to data/processed, each file whole or not at all, one run at a time.

    Returns:
        "" when all are there, else what the system refused.
    """
    import contextlib
    import shutil

    from filelock import FileLock

    # One name for all: what a killed run left is overwritten. Two years share this folder.
    beside = destination / ".copie-en-cours"
    try:
        destination.mkdir(parents=True, exist_ok=True)
        with FileLock(destination / ".verrou", timeout=30):
            for path in sorted(processed.iterdir()):
                shutil.copyfile(path, beside)
                beside.replace(destination / path.name)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        return error.strerror or str(error)
    return ""
