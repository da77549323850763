"""Findings as a terminal shows them: grouped, wrapped, nothing lost, nothing that it would obey."""

import pytest

from oar_analysis.cli.findings import finding_lines, print_findings

GONE = {
    "severity": "error", "rule": "file-missing", "year": 2018, "remedy": "Déposez-le.",
}  # fmt: skip
EMPTY = {
    "severity": "info", "rule": "series-missing", "indicator": "1-1.1", "year": 2018,
    "message": "1-1.1 : la série « Papier » n'a aucune valeur.", "remedy": "Saisissez-la.",
}  # fmt: skip
ROWS = [
    {**GONE, "file": "2018/a.csv", "message": "Le fichier 2018/a.csv est introuvable."},
    EMPTY,
    {**GONE, "file": "2018/b.csv", "message": "Le fichier 2018/b.csv est introuvable."},
]


def test_what_is_alike_stands_together_and_its_remedy_once():
    assert [line.replace("\u00a0", " ") for line in finding_lines(ROWS)] == [
        "Erreur : Fichier introuvable (2)",
        "  - 2018/a.csv : Le fichier 2018/a.csv est introuvable.",
        "  - 2018/b.csv : Le fichier 2018/b.csv est introuvable.",
        "  → Déposez-le.",
        "",
        "Information : Série sans valeur",
        "  - 1-1.1, 2018 : la série « Papier » n'a aucune valeur.",
        "  → Saisissez-la.",
        "",
    ]


def test_two_remedies_of_one_rule_stand_each_under_its_own():
    other = {**GONE, "file": "2018/c.csv", "message": "Perdu.", "remedy": "Cherchez-le."}
    lines = list(finding_lines([ROWS[0], other, ROWS[2]]))
    assert lines.index("  → Déposez-le.") == 3
    assert lines[4:6] == ["  - 2018/c.csv\u00a0: Perdu.", "  → Cherchez-le."]


@pytest.mark.parametrize("width", [40, 80, 100])
def test_lines_fit_and_no_punctuation_begins_one(width):
    message = "Le fichier « " + "mot " * 40 + "» manque : le demander ; puis relancer."
    for line in finding_lines([{**ROWS[0], "message": message}], width):
        assert len(line) <= width
        assert not line.strip().startswith((":", ";", "»"))


def test_a_name_of_a_file_is_never_cut():
    name = "2018/" + "direction-" * 12 + "x.xlsx"
    assert any(name in line for line in finding_lines([{**ROWS[0], "file": name}], 60))


def test_a_terminal_is_sent_no_control_character(capsys):
    print_findings([{**EMPTY, "message": "\x1b[2Jeffacé [red]"}])
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "[2Jeffacé [red]" in shown
    assert shown.rstrip().endswith("1 information.")
    print_findings([])
    assert capsys.readouterr().out == "Aucun constat.\n"
