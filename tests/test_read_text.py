"""Text files as administrations send them: separators, line ends, quotes, commas, limits."""

# ruff: noqa: E501 (one file a line)

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textfiles import TABLE, read, rules, texts

from oar_analysis.errors import ReadError
from oar_analysis.read import Cell, Limits, find_grid, read_frame, read_sheets
from oar_analysis.read.separator import split_records


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators_and_line_ends(tmp_path, end, separator):
    lines = [separator.join(row) for row in (["a", "b", "c"], ["1", "x y", "2"], ["3", "z", "4"])]
    sheet = read(tmp_path, end.join(lines) + end)
    assert sheet.separator == separator
    assert texts(sheet) == [["a", "b", "c"], ["1", "x y", "2"], ["3", "z", "4"]]
    assert sheet.rows[2][1].address == "B3"


def test_line_breaks_inside_quoted_headers_keep_addresses(tmp_path):
    sheet = read(tmp_path, b'nom;"Montant\nannuel (1)"\r\nA;1\r\n\r\nB;2\r\n')
    assert texts(sheet) == [["nom", "Montant\nannuel (1)"], ["A", "1"], ["", ""], ["B", "2"]]
    assert sheet.rows[3][1].address == "B4"  # a spreadsheet counts records, not lines
    assert find_grid(sheet).header == ("nom", "Montant annuel (1)")


def test_padding_is_removed_and_addresses_stay_true(tmp_path):
    sheet = read(
        tmp_path, ";;;\n;;;\n; nom ; BP ;\n; Achats ;\u00a01\u00a0063\u00a0850,00   ;\n;;;\n"
    )
    assert texts(sheet) == [["nom", "BP"], ["Achats", "1\u00a0063\u00a0850,00"]]
    assert [cell.address for cell in sheet.rows[1]] == ["B4", "C4"]


def test_decimal_commas_do_not_make_a_comma_file(tmp_path):
    assert read(tmp_path, "nom;taux\nA;12,5\nB;3,25\n").separator == ";"
    sheet = read(tmp_path, "taux\n12,5\n3,25\n")
    assert (sheet.separator, texts(sheet)) == ("", [["taux"], ["12,5"], ["3,25"]])


def test_excel_hint_decides_and_is_no_record(tmp_path):
    sheet = read(tmp_path, "sep=,\na;b,c\n1;2,3\n")
    assert texts(sheet) == [["a;b", "c"], ["1;2", "3"]]
    assert sheet.rows[0][0].address == "A1"


def test_unquoted_decimal_commas_are_joined_again(tmp_path):
    sheet = read(
        tmp_path,
        "nom,date,montant,part\nA,2017-09-08,24 975,00,1\nB,2017-09-09,102\u00a0991,50,1\nC,2017-09-10,3,1\n",
    )
    assert [row[2].text for row in sheet.rows] == ["montant", "24 975,00", "102\u00a0991,50", "3"]
    assert {len(row) for row in sheet.rows} == {4}
    assert [row[2].flags for row in sheet.rows] == [
        (),
        ("repaired-comma",),
        ("repaired-comma",),
        (),
    ]
    assert sheet.findings[0].rule == "virgule-decimale"
    assert sheet.findings[0].got == "lignes 2, 3"


def test_commas_of_sentences_are_joined_again(tmp_path):
    sheet = read(
        tmp_path,
        "nom,montant,conditions,code\nA,24 975,00,versé en deux fois, puis le solde,7\nB,12 000,50,unique,8\n",
    )
    assert [cell.text for cell in sheet.rows[1]] == [
        "A", "24 975,00", "versé en deux fois, puis le solde", "7",
    ]  # fmt: skip


def test_ambiguous_commas_are_an_error_and_lose_nothing(tmp_path):
    sheet = read(tmp_path, "nom,a,b,c\nX,100,10,20,1\nY,1,2,3\n")
    assert rules(sheet) == ["ligne-ambigue"]
    assert sheet.findings[0].severity == "error"
    assert sheet.findings[0].cell == "A2"
    assert [cell.text for cell in sheet.rows[1]] == ["X", "100", "10", "20", "1"]
    assert all(cell.flags == ("misaligned",) for cell in sheet.rows[1])


def test_the_kinds_of_other_rows_settle_a_doubt(tmp_path):
    sheet = read(
        tmp_path,
        "date,montant,code\n2017-01-02,12 500,75,2017-01-09\n2017-01-03,1 200,50,2017-01-08\n",
    )
    assert [row[1].text for row in sheet.rows[1:]] == ["12 500,75", "1 200,50"]
    assert "ligne-ambigue" not in rules(sheet)


def test_short_and_long_records_are_said(tmp_path):
    sheet = read(tmp_path, "a;b;c\n1;2\n1;2;3;4\n1;2;3\n")
    assert rules(sheet) == ["ligne-courte", "ligne-longue"]
    assert [len(row) for row in sheet.rows] == [4, 4, 4, 4]


def test_a_quote_never_closed_does_not_swallow_the_rest(tmp_path):
    sheet = read(tmp_path, 'a;b\n"x;1\ny;2\nz;3\n')
    assert [len(row) for row in sheet.rows] == [2, 2, 2, 2]
    assert rules(sheet) == ["guillemet-isole"]


@pytest.mark.parametrize("separator", [",", ";"])
def test_lines_quoted_whole_are_split(tmp_path, separator):
    lines = ['siret,""nom"",""date""', '21010034300016,""Le bon, traiteur"",""2022-05-02""']
    raw = "\n".join(f'"{line}"' for line in lines).replace(',""', f'{separator}""')
    sheet = read(tmp_path, raw)
    assert texts(sheet)[1] == ["21010034300016", "Le bon, traiteur", "2022-05-02"]
    assert (sheet.separator, rules(sheet)) == (separator, ["ligne-entre-guillemets"])
    assert texts(read(tmp_path, '"a ""b"""\n"c"\n')) == [['a "b"'], ["c"]]


@pytest.mark.parametrize("content", [b"", b"\n\n  \n", b"\xef\xbb\xbf", b";;\n;;\n", b'""\n'])
def test_empty_files_are_refused(tmp_path, content):
    with pytest.raises(ReadError) as caught:
        read(tmp_path, content)
    assert [f.rule for f in caught.value.findings] == ["fichier-vide"]


def test_a_field_without_end_is_refused(tmp_path):
    with pytest.raises(ReadError) as caught:
        read(tmp_path, 'a;b\n"' + "x" * 200_000 + '";2\n')
    assert caught.value.findings[0].rule in {"fichier-illisible", "cellule-trop-longue"}


def test_binary_is_refused(tmp_path):
    with pytest.raises(ReadError) as caught:
        read(tmp_path, b"a;b\n\x00\x01\x02\x03;c\n" * 50)
    assert caught.value.findings[0].rule == "fichier-binaire"


CELL = st.text(st.characters(codec="cp1252", categories=["L", "N", "P", "Sc"]), max_size=8)


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from([";", "\t"]),
)
def test_what_a_csv_writer_writes_is_read_back(rows, separator):
    import csv
    import io

    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([["un", "deux", "trois"], *rows])
    records = split_records(stream.getvalue().replace("\r\n", "\n"))
    assert records.fields == [["un", "deux", "trois"], *rows]
    assert records.separator == separator


def test_frame_has_the_rows_of_the_grid(tmp_path):
    lines = ["Titre du fichier;;", ";;", "nom;;nom"]
    lines += [f"n{i};{i},5;x" for i in range(200)] + [";;", "(1) note de bas de tableau;;"]
    path = tmp_path / "extract.csv"
    path.write_text("\n".join(lines), encoding="cp1252")
    frame, head = read_frame(path)
    (sheet,) = read_sheets(path)
    grid = find_grid(sheet)
    assert list(frame.columns) == ["nom", "B", "nom (2)"]
    assert frame.index.name == "row"
    assert frame.index.tolist() == [row.number for row in grid.body]
    assert frame.to_numpy().tolist() == [[c.text for c in row.cells] for row in grid.body]
    assert [row.number for row in grid.footnotes] == [205]
    assert len(head.rows) == 3
    assert head.sha256 == sheet.sha256
    assert str(frame.dtypes.iloc[0]) == "str"


def test_frame_of_a_declared_header(tmp_path):
    path = tmp_path / "extract.csv"
    path.write_text("Bilan;2017\nnom;montant\nA;1\nB;2\n", encoding="utf-8")
    frame, _ = read_frame(path, header_rows=[2])
    assert list(frame.columns) == ["nom", "montant"]
    assert frame.index.tolist() == [3, 4]


def test_limits_of_a_text_file(tmp_path):
    for limits, rule in (
        (Limits(rows=2), "tableau-trop-grand"),
        (Limits(columns=2), "tableau-trop-grand"),
        (Limits(cells=8), "tableau-trop-grand"),
        (Limits(characters=6), "cellule-trop-longue"),
        (Limits(file_bytes=10), "fichier-trop-lourd"),
    ):
        path = tmp_path / "table.csv"
        path.write_text(TABLE, encoding="utf-8")
        with pytest.raises(ReadError) as caught:
            read_sheets(path, limits=limits)
        assert [f.rule for f in caught.value.findings] == [rule]
        assert caught.value.findings[0].file == "table.csv"


def test_a_row_makes_its_cells_as_they_are_asked_for(tmp_path):
    row = read(tmp_path, f"\n{TABLE}").rows[1]
    cells = (Cell("2016", "A3"), Cell("12,5", "B3"), Cell("déchets", "C3"))
    assert tuple(row) == cells
    assert (row[0], row[-1], row[1:], len(row)) == (cells[0], cells[-1], cells[1:], 3)
    with pytest.raises(IndexError):
        row[3]


def test_a_text_that_the_file_repeats_is_kept_once(tmp_path):
    rows = read(tmp_path, TABLE + "2017;14,2;déchets\n" * 3).rows
    assert len({id(row[2].text) for row in rows if row[2].text == "déchets"}) == 1


def test_line_ends_inside_quotes_stay_in_their_cell(tmp_path):
    sheet = read(tmp_path, 'nom;note\n"a\n\nb";"c\u2028d"\ne;f')
    assert texts(sheet) == [["nom", "note"], ["a\n\nb", "c\u2028d"], ["e", "f"]]
