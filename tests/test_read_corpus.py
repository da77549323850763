"""The corpus of real files: each reads to its shape and encoding, or is refused for its cause.

The truth was established by looking at each file. Rows and columns are those of the filled part.
"""

# ruff: noqa: E501, PLR0917 (file names are long)

import pytest

from oar_analysis.errors import ReadError
from oar_analysis.read import find_grid, read_frame, read_sheets

# file, sheet, encoding, separator, rows, columns, rows of the table's body, rules of the findings
TABLES = [
    ("agec/exemple-valide.csv", "", "utf-8", ",", 4, 9, 3, []),
    ("egalim/achats_purchases_bad.csv", "", "utf-8", ",", 15, 12, 14, ["ligne-courte"]),
    ("egalim/achats_purchases_good.csv", "", "utf-8", ",", 9, 12, 8, []),
    ("egalim/achats_purchases_good.xlsx", "purchases_good_xlsx_source", "", "", 2, 12, 1, []),
    ("egalim/achats_purchases_good_separator_semicolon.csv", "", "utf-8", ";", 2, 12, 1, []),
    ("egalim/achats_purchases_good_separator_tab.tsv", "", "utf-8", "\t", 2, 12, 1, []),
    ("egalim/diagnostics_complete_diagnostics_complete_good.xlsx", "diagnostics_complete_good_one_c", "", "", 2, 125, 1, []),
    ("egalim/diagnostics_complete_diagnostics_complete_good_one_canteen_seperator_semicolon.csv", "", "utf-8", ";", 2, 125, 1, []),
    ("egalim/diagnostics_diagnostics_simple_good_encoding_iso-8859-1.csv", "", "cp1252", ",", 2, 23, 1, []),
    ("egalim/diagnostics_diagnostics_simple_good_encoding_utf-16.csv", "", "utf-16-le", ",", 2, 23, 1, []),
    ("egalim/diagnostics_diagnostics_simple_good_separator_semicolon_decimal_number.csv", "", "utf-8", ";", 3, 23, 2, []),
    ("egalim/diagnostics_simple_diagnostics_simple_good_one_canteen_seperator_semicolon.csv", "", "utf-8", ";", 2, 21, 1, []),
    ("lom_flotte/exemple-valide.csv", "", "utf-8", ",", 2, 75, 1, []),
    ("montpellier/CCIMTP_Herault_FluxActifs_2006.csv", "", "mac-roman", ";", 9, 6, 8, []),
    ("montpellier/VilleMTP_MTP_AttribSub_2014.ods", "Subventions", "", "", 1265, 12, 1215, []),
    ("montpellier/VilleMTP_MTP_AttribSub_2014.ods", "Par thématique", "", "", 28, 2, 26, []),
    ("montpellier/VilleMTP_MTP_AttribSub_2014.ods", "Détail culture", "", "", 450, 10, 449, []),
    ("montpellier/VilleMTP_MTP_AttribSub_2014.ods", "Détail Sport", "", "", 122, 6, 122, []),
    ("montpellier/VilleMTP_MTP_BudgetPri_2014.csv", "", "cp1252", ";", 1449, 7, 1448, []),
    ("montpellier/VilleMTP_MTP_MarchesConclus_2006.ods", "VilleMTP_MTP_MarchéConclus_2006", "", "", 433, 5, 427, []),
    ("montpellier/VilleMTP_MTP_MarchesConclus_2006.ods", "Métadonnées", "", "", 45, 1, 24, []),
    ("montpellier/VilleMTP_MTP_MarchesConclus_2012.xls", "Feuil1", "", "", 530, 15, 333, []),
    ("subventions/49-Maine-et-Loire_224900019_conventions-de-subventions-du-departement-de-maine-et-loire.csv", "", "utf-8", ";", 76, 16, 75, []),
    ("subventions/53-Mayenne_data.gouv-cd53-21-12-2018.xlsx", "Feuil1", "", "", 176, 15, 175, []),
    ("subventions/72-Sarthe__old_sub_asso_2018_Sarthe.csv", "", "cp1252", ";", 1626, 9, 1625, []),
    ("subventions/72-Sarthe_subvention_progos_2018.xls", "Feuil1", "", "", 28, 7, 24, []),
    ("subventions/85-Vendee_2017_Publication_données_Open_data_Subventions_Conventions.csv", "", "cp1252", ",", 24, 14, 23, ["virgule-decimale"]),
]  # fmt: skip

REFUSED = [
    ("egalim/diagnostics_diagnostics_bad_file_format.ods", "fichier-vide"),
    ("agec/schema.json", "format-non-pris-en-charge"),
    ("lom_flotte/schema.json", "format-non-pris-en-charge"),
    ("decp/139bercy_marches_avec_modifications.json", "format-non-pris-en-charge"),
    ("decp/139bercy_marches_concessions.json", "format-non-pris-en-charge"),
    ("decp/139bercy_schema_decp_v2.0.3.json", "format-non-pris-en-charge"),
    ("decp/decp-processing_decp_test_2019.json", "format-non-pris-en-charge"),
    ("decp/decp-processing_decp_test_2022.json", "format-non-pris-en-charge"),
    ("subventions/scdl_subventions_schema_latest.json", "format-non-pris-en-charge"),
    ("SOURCES.md", "format-non-pris-en-charge"),
]

# Single cells whose reading depends on the encoding, the format or the repair of their file.
CELLS = [
    ("montpellier/CCIMTP_Herault_FluxActifs_2006.csv", "", "A5", "Béziers"),
    ("montpellier/CCIMTP_Herault_FluxActifs_2006.csv", "", "E5", "29,20%"),
    ("montpellier/VilleMTP_MTP_BudgetPri_2014.csv", "", "F2", "1\u00a0063\u00a0850,00"),
    ("montpellier/VilleMTP_MTP_AttribSub_2014.ods", "Subventions", "E12", "3\u00a0000 €"),
    ("montpellier/VilleMTP_MTP_MarchesConclus_2006.ods", "VilleMTP_MTP_MarchéConclus_2006", "D3", "34\u00a0354,60"),
    ("montpellier/VilleMTP_MTP_MarchesConclus_2006.ods", "VilleMTP_MTP_MarchéConclus_2006", "E3", "2006-01-31"),
    ("montpellier/VilleMTP_MTP_MarchesConclus_2012.xls", "Feuil1", "I11", "30\u00a0332,87 €"),
    ("montpellier/VilleMTP_MTP_MarchesConclus_2012.xls", "Feuil1", "O9", "2012-01-25"),
    ("subventions/49-Maine-et-Loire_224900019_conventions-de-subventions-du-departement-de-maine-et-loire.csv", "", "B2", "224 900 019 000 15'"),
    ("subventions/53-Mayenne_data.gouv-cd53-21-12-2018.xlsx", "Feuil1", "B2", "22530001100015"),
    ("subventions/53-Mayenne_data.gouv-cd53-21-12-2018.xlsx", "Feuil1", "H2", "30\u00a0000,00"),
    ("subventions/53-Mayenne_data.gouv-cd53-21-12-2018.xlsx", "Feuil1", "C5", "2017-08-28"),
    ("subventions/72-Sarthe_subvention_progos_2018.xls", "Feuil1", "F5", "582\u00a0500,00"),
    ("subventions/85-Vendee_2017_Publication_données_Open_data_Subventions_Conventions.csv", "", "H24", "29\u00a0358,34"),
    ("subventions/85-Vendee_2017_Publication_données_Open_data_Subventions_Conventions.csv", "", "N24", "1"),
    ("subventions/85-Vendee_2017_Publication_données_Open_data_Subventions_Conventions.csv", "", "K22", "2018-01-31_2020-06-30"),
]  # fmt: skip


def sheet_of(corpus, file, name):
    folder = corpus / "samples"
    return next(s for s in read_sheets(folder / file, root=folder) if s.sheet == name)


@pytest.mark.parametrize(
    ("file", "name", "encoding", "separator", "rows", "columns", "body", "rules"), TABLES
)
def test_shape_and_encoding(corpus, file, name, encoding, separator, rows, columns, body, rules):
    sheet = sheet_of(corpus, file, name)
    assert (sheet.encoding, sheet.separator) == (encoding, separator)
    assert (len(sheet.rows), {len(row) for row in sheet.rows}) == (rows, {columns})
    assert [finding.rule for finding in sheet.findings] == rules
    grid = find_grid(sheet)
    assert len(grid.body) == body
    assert all(len(row.cells) == len(grid.header) for row in grid.body)


@pytest.mark.parametrize(("file", "rule"), REFUSED)
def test_refused(corpus, file, rule):
    with pytest.raises(ReadError) as caught:
        read_sheets(corpus / "samples" / file)
    assert [finding.rule for finding in caught.value.findings] == [rule]


@pytest.mark.parametrize(("file", "name", "address", "text"), CELLS)
def test_single_cells(corpus, file, name, address, text):
    sheet = sheet_of(corpus, file, name)
    assert next(c.text for row in sheet.rows for c in row if c.address == address) == text


def test_every_file_is_in_these_tables(corpus):
    folder = corpus / "samples"
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == {row[0] for row in TABLES} | {row[0] for row in REFUSED}


@pytest.mark.parametrize("file", sorted({row[0] for row in TABLES}))
def test_frames_agree_with_grids(corpus, file):
    path = corpus / "samples" / file
    frame, head = read_frame(path)
    sheet = read_sheets(path)[0]
    grid = find_grid(sheet)
    assert frame.index.tolist() == [row.number for row in grid.body]
    assert head.findings == sheet.findings
    assert frame.to_numpy().tolist() == [[cell.text for cell in row.cells] for row in grid.body]


def test_sections_of_the_2012_contracts(corpus):
    sheet = sheet_of(corpus, "montpellier/VilleMTP_MTP_MarchesConclus_2012.xls", "Feuil1")
    grid = find_grid(sheet)
    assert grid.header[7:9] == (
        "Montant du marché attribué | Montant annuel", "Montant du marché attribué | Montant total",
    )  # fmt: skip
    parts = {row.section.split(" | ")[0] for row in grid.body}
    assert {"MARCHES DE TRAVAUX CONCLUS EN 2012", "MARCHES DE SERVICES CONCLUS EN 2012"} < parts
    assert all(row.section for row in grid.body)
