"""What a workbook that came back gives cause to say: findings that name its file and cell."""

from typing import Any

from oar_analysis.contract import Finding
from oar_analysis.normalise.workbook import Page, Returned
from oar_analysis.read import Cell


class Told:
    """Keeps the findings of one workbook."""

    def __init__(self, book: Returned, year: int) -> None:
        self.book, self.year = book, year
        self.findings: list[Finding] = []

    def tell(self, **keys: Any) -> None:  # noqa: ANN401 (the fields of a finding)
        """Keep a finding about the workbook as a whole."""
        self.findings.append(Finding(**{"file": self.book.file, "year": self.year, **keys}))

    def tell_cell(self, page: Page, cell: Cell, text: str, **keys: Any) -> None:  # noqa: ANN401
        """Keep a finding about a cell; `text` follows its place in the message."""
        address = page.address(cell)
        self.tell(
            message=f"{self.book.file}, cellule {address} : {text}",
            **{"action": page.action, "cell": address, "got": cell.text, **keys},
        )
