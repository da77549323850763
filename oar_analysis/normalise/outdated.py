"""A workbook held against the register of today, which may have changed since it was sent."""

from oar_analysis.normalise.told import Told
from oar_analysis.scheme.workbook import Line


def tell_outdated(told: Told, sent: tuple[Line, ...], now: tuple[Line, ...]) -> None:
    """Tell the units that changed since the workbook was sent, and what is asked for since.

    `sent` are the lines that the workbook held, `now` those that it would hold today.
    """
    today = {(line.action, line.key): line for line in now}
    before = {(line.action, line.key): line for line in sent}
    for place, line in before.items():
        if place in today and today[place].unite != line.unite:
            _tell_unit(told, line, today[place])
    added = [line for place, line in today.items() if place not in before]
    if sent and added:
        told.tell(
            severity="warning", rule="workbook-outdated", got=f"{len(before)} valeurs demandées",
            expected=", ".join(line.key for line in added),
            message=f"{told.book.file} : le registre demande aussi, depuis l'envoi, "
            f"{', '.join(f'« {line.serie} » ({line.key})' for line in added)}.",
            remedy=f"Demandez-les à « {told.book.respondent} » : « oar template » écrit le "
            "classeur d'aujourd'hui.",
        )  # fmt: skip


def _tell_unit(told: Told, line: Line, today: Line) -> None:
    page = next((one for one in told.book.pages if one.action == line.action), None)
    rows = [row for row, key in page.keys.items() if key == line.key] if page else []
    if page is None or not rows:
        return
    told.tell_cell(
        page, page.cell(rows[0], "valeur"),
        f"le classeur demandait « {line.serie} » en « {line.unite} », le registre la compte "
        f"aujourd'hui en « {today.unite} » ; la valeur est lue dans l'unité d'aujourd'hui.",
        severity="error", rule="workbook-outdated", indicator=line.key.partition("/")[0],
        expected=line.unite,
        remedy="Remettez l'unité dans le registre, ou demandez la valeur dans la nouvelle avec un "
        "nouveau classeur.",
    )  # fmt: skip
