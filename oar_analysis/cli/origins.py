"""`oar origins`: the hashes of origins.yaml, and an entry for each new file."""

from pathlib import Path

from oar_analysis.cli.options import DataOption, YearOption, chosen_year


def origins(data: DataOption = Path("data"), year: YearOption = None) -> int:
    """Mettre à jour origins.yaml, qui dit d'où vient chaque fichier reçu.

    Les empreintes des fichiers changés sont refaites, les nouveaux reçoivent une entrée. Ce qui y
    a été écrit n'est jamais modifié ; il reste à compléter les entrées ajoutées.

    Exemple : oar origins --year 2018

    Codes de retour : 0 fait ; 1 origins.yaml illisible ; 2 demande impossible ; 5 disque ou
    droits.
    """
    from oar_analysis.template.origins import refresh_origins

    chosen = chosen_year(year, data)
    done = refresh_origins(data / "raw", chosen)
    for words, names in (
        ("empreinte mise à jour", done.changed),
        ("entrée ajoutée, à compléter", done.added),
        ("fichier introuvable, entrée gardée", done.absent),
        ("nom impossible (deux-points, barre), à renommer", done.refused),
    ):
        for name in names:
            print(f"{name} : {words}")
    if not (done.changed or done.added or done.absent or done.refused):
        print(f"{done.path} : rien à changer.")
    else:
        print(f"{done.path} : à relire, puis « oar check --year {chosen} ».")
    return 0
