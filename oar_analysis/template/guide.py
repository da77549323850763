"""The first sheet of a workbook: how to fill it in, on one page."""

from typing import TYPE_CHECKING

from oar_analysis.scheme import Scheme
from oar_analysis.scheme.asked import Part
from oar_analysis.scheme.workbook import GUIDE_SHEET, REASONS, SCHEME_SHEET, sheet_name, sign
from oar_analysis.template import style

if TYPE_CHECKING:
    from openpyxl import Workbook

_WIDTH = 110

# A paragraph each.
_STEPS = """\
Une feuille par action. Seules les cellules à fond jaune se remplissent ; les autres sont
verrouillées, sans mot de passe.

Valeur : un nombre seul, sans unité, avec une virgule pour les décimales (12,5). Un pourcentage de
27,3 % se saisit 27,3. La valeur de l'année précédente est à côté, pour comparer.

Statut : définitive, provisoire ou estimée. Sans choix, la valeur est tenue pour définitive.

Arrêtée au : une date, seulement si la valeur n'est pas celle de la fin de l'année.

Valeur inconnue : laissez la cellule vide et choisissez un motif ({reasons}). Ne saisissez pas 0 à
la place d'une valeur que vous n'avez pas.

Commentaire : ce qu'il faut savoir pour lire la valeur (périmètre, méthode, correction de l'année
précédente).

Textes : en bas de chaque feuille, ce qui a été fait, ce que disent les chiffres, ce qui est
prévu. Une ligne vide sépare deux paragraphes ; une ligne qui commence par un tiret est un élément
de liste.

N'ajoutez ni colonne, ni feuille, ni image : elles ne seraient pas lues. Écrivez-les en
commentaire.

Enregistrez en .xlsx (Excel) ou en .ods (LibreOffice), sans mot de passe, et renvoyez le fichier à
qui vous l'a transmis. Son nom peut changer.
"""


def add_guide(
    book: "Workbook", scheme: Scheme, year: int, respondent: str, parts: list[Part]
) -> None:
    """Add the sheet of instructions to a workbook."""
    sheet = book.create_sheet(GUIDE_SHEET)
    style.put(sheet, 1, 1, sign(year, GUIDE_SHEET, respondent))
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["A"].hidden = True
    sheet.column_dimensions["B"].width = _WIDTH
    lines = [f"Collecte {year} : {respondent}", f"{scheme.body.name}. {scheme.title}."]
    lines += ["", "Comment remplir ce classeur"]
    text = _STEPS.format(reasons=", ".join(REASONS))
    steps = [" ".join(one.split()) for one in text.split("\n\n")]
    lines += [f"{number}. {text}" for number, text in enumerate(steps, 1)]
    lines += ["", "Ce qui vous est demandé"]
    lines += [_contents(part) for part in parts]
    headings = {0, 3, 3 + len(steps) + 2}
    for number, text in enumerate(lines):
        cell = style.put(sheet, number + 2, 2, text)
        if number in headings:
            style.as_title(cell)
        style.fit_height(sheet, number + 2, {text: _WIDTH * (0.7 if number in headings else 1)})
    style.set_up_page(sheet, f"{respondent}, campagne {year}")
    style.protect(sheet)


def _contents(part: Part) -> str:
    count = len(part.questions)
    figures = f"{count} valeur{'s' if count > 1 else ''} et les textes" if count else "les textes"
    name = f"{part.code} {part.action.short_title}" if part.action else SCHEME_SHEET
    return f"Feuille « {sheet_name(part)} », {name} : {figures}."
