"""`oar normalise`: raw files to tidy tables."""

from pathlib import Path

from oar_analysis.cli.options import DataOption, YearOption, chosen_year


def normalise(data: DataOption = Path("data"), year: YearOption = None) -> int:
    """Lire les fichiers bruts et écrire data/processed.

    Exemple : oar normalise --year 2017

    Codes de retour : 0 fait ; 1 tables écrites, mais des constats empêchent la publication ;
    2 demande impossible ; 5 disque ou droits.
    """
    from oar_analysis.dataset import build, write

    chosen = chosen_year(year, data)
    dataset = build(data, chosen)
    for path in write(dataset, data / "processed"):
        print(path)
    count = len(dataset.blocking)
    print(f"{len(dataset.observations)} observations, {len(dataset.findings)} constats.")
    if count:
        print(f"{count} constats empêchent la publication : « oar check --year {chosen} ».")
    return 1 if count else 0
