"""`oar origins`: hashes refreshed, entries added, nothing that a person typed rewritten."""

import hashlib
import subprocess
import sys

import pytest
import yaml
from bodies import one_series_body
from collecting import COMPLETE, FLEET, FLEET_BOOK, collecting_body, drop
from hypothesis import given
from hypothesis import strategies as st

from oar_analysis.errors import SchemeError, UsageError
from oar_analysis.scheme.origins import load_origins
from oar_analysis.template.origins import refresh_origins

OLD = "0" * 64
TYPED = """\
# Reçus en mars ; le premier par mél.
files:
    - file: a.csv   # par mél
      title: "Tableau   A"
      producer: 'Direction des Essais'
      licence: Licence Ouverte 2.0
      sha256: "{old}"  # à la réception
      note: >-
        Deux lignes
        de note.
# Fin du fichier.
"""


@pytest.fixture
def folder(tmp_path):
    campaign = tmp_path / "2017"
    campaign.mkdir()
    (campaign / "a.csv").write_text("donnée;2017\nA;12\n", "utf-8")
    return campaign


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write(folder, text):
    (folder / "origins.yaml").write_bytes(text.encode("utf-8"))


def read(folder):
    return (folder / "origins.yaml").read_bytes().decode("utf-8")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_only_the_hash_of_a_changed_file_changes(folder, line_end):
    text = TYPED.format(old=OLD).replace("\n", line_end)
    write(folder, text)
    done = refresh_origins(folder.parent, 2017)
    assert (done.changed, done.added, done.absent) == (["a.csv"], [], [])
    assert read(folder) == text.replace(OLD, digest(folder / "a.csv"))
    assert refresh_origins(folder.parent, 2017).changed == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_without_entry_gets_one_to_complete(folder, line_end):
    write(folder, TYPED.format(old=digest(folder / "a.csv")).replace("\n", line_end))
    before = read(folder)
    (folder / "n° 2, été.csv").write_text("x", "utf-8")
    done = refresh_origins(folder.parent, 2017)
    assert done.added == ["n° 2, été.csv"]
    head, end = before.split("# Fin")
    assert read(folder).startswith(head)
    assert read(folder).endswith(f"# Fin{end}")
    _, added = load_origins(folder).files
    assert (added.file, added.title, added.licence) == (
        "n° 2, été.csv",
        "à compléter",
        "à compléter",
    )
    assert added.sha256 == digest(folder / "n° 2, été.csv")
    assert read(folder).count("\r\n") == (read(folder).count("\n") if line_end == "\r\n" else 0)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "# rien encore\n",
        "files:\n",
        "files: # à venir",
        "files: []\n",
        "---\nfiles: []  # vide\n",
        "files:\n- {{file: a.csv, title: A, producer: B, licence: C, sha256: {old}}}\n",
        "files:\n- {{file: a.csv, title: A, producer: B, licence: C}}",
        'files: [{{"file": "a.csv", "title": "A", "producer": "B", "licence": "C"}}]',
        "files: [{{file: a.csv, title: A, producer: B, licence: C, sha256: {old}}},]\n",
        "files:\n- file: a.csv\n  title: A\n  producer: B\n  licence: C\n",
        "files:\n- file: a.csv # ici\n  title: A\n  producer: B\n  licence: C",
        "files:\n- file: a.csv\n  title: A\n  producer: B\n  licence: |\n    C\n    D\n",
        "files:\n- file: a.csv\n  title: A\n  producer: B\n  licence: |+\n    C\n\n",
        "files:\n- title: A\n  producer: B\n  licence: C\n  file: |-\n    a.csv\n",
    ],
)
def test_whatever_its_form_the_result_describes_every_file(folder, text):
    if text is not None:
        write(folder, text.format(old=OLD))
    (folder / "b.csv").write_text("b", "utf-8")
    typed = [line for line in (text or "").format(old=OLD).splitlines() if "#" in line]
    refresh_origins(folder.parent, 2017)
    found = {one.file: one.sha256 for one in load_origins(folder).files}
    assert found == {name: digest(folder / name) for name in ("a.csv", "b.csv")}
    for line in typed:
        assert line.partition("#")[2] in read(folder)


def test_an_entry_whose_file_is_gone_is_kept_and_told(folder):
    write(folder, TYPED.format(old=OLD).replace("a.csv", "parti.csv"))
    done = refresh_origins(folder.parent, 2017)
    assert (done.absent, done.added) == (["parti.csv"], ["a.csv"])
    assert OLD in read(folder)


def test_a_name_that_cannot_stand_there_is_told(folder):
    (folder / "a:b.csv").write_text("x", "utf-8")
    done = refresh_origins(folder.parent, 2017)
    assert (done.added, done.refused) == (["a.csv"], ["a:b.csv"])
    assert [one.file for one in load_origins(folder).files] == ["a.csv"]


@pytest.mark.parametrize("text", ["- a.csv\n", "files: [a.csv]\n", "files: a.csv\n", "12\n"])
def test_what_is_no_list_of_files_is_left_alone(folder, text):
    write(folder, text)
    with pytest.raises(UsageError, match="Rien n'a été changé"):
        refresh_origins(folder.parent, 2017)
    assert read(folder) == text


def test_what_is_no_yaml_is_left_alone(folder):
    write(folder, "files:\n  - file: [\n")
    with pytest.raises(SchemeError, match="YAML"):
        refresh_origins(folder.parent, 2017)


def test_a_year_without_campaign_is_refused(tmp_path):
    with pytest.raises(UsageError, match="2031"):
        refresh_origins(tmp_path, 2031)


def test_a_workbook_gives_its_own_title_and_producer(tmp_path):
    body = collecting_body(tmp_path)
    drop(body, FLEET_BOOK, COMPLETE)
    (body.raw / "2018" / "abîmé.xlsx").write_bytes(b"PK\x03\x04")
    refresh_origins(body.raw, 2018)
    by_name = {one.file: one for one in load_origins(body.raw / "2018").files}
    book = by_name[FLEET_BOOK]
    assert (book.title, book.producer) == ("Classeur de collecte 2018", FLEET)
    assert by_name["abîmé.xlsx"].title == "à compléter"


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)


@given(titles=st.lists(TEXTS, min_size=1, max_size=3), style=st.sampled_from([None, "'", '"', "|"]))
def test_every_typed_value_survives(tmp_path_factory, titles, style):
    folder = tmp_path_factory.mktemp("any") / "2017"
    folder.mkdir()
    entries = [
        {"file": f"{number}.csv", "title": title, "sha256": OLD, "licence": title}
        for number, title in enumerate(titles)
    ]
    text = yaml.dump({"files": entries}, allow_unicode=True, default_style=style, sort_keys=False)
    write(folder, text)
    for number in range(len(titles) + 1):
        (folder / f"{number}.csv").write_text(str(number), "utf-8")
    refresh_origins(folder.parent, 2017)
    found = yaml.safe_load(read(folder))["files"]
    for entry, kept in zip(entries, found, strict=False):
        name = str(entry["file"])
        assert kept == {**entry, "sha256": digest(folder / name)}
    assert found[-1]["file"] == f"{len(titles)}.csv"


def test_the_command_then_the_check_asks_for_what_is_to_complete(tmp_path):
    body = one_series_body(tmp_path, {2017: "12"})
    body.write()
    (body.raw / "2017" / "b.md").write_text("b", "utf-8")
    (body.raw / "2017" / "a.csv").write_text("donnée;2017\nIndicateur 1;13\n", "utf-8")

    def oar(*arguments):
        command = [sys.executable, "-m", "oar_analysis.cli", *arguments, "--data", str(tmp_path)]
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
        )

    run = oar("origins", "--year", "2017")
    assert run.returncode == 0, run.stderr
    assert "a.csv : empreinte mise à jour" in run.stdout
    assert "b.md : entrée ajoutée, à compléter" in run.stdout
    check = oar("check", "--year", "2017", "--csv", str(tmp_path / "f.csv"))
    assert check.returncode == 0, check.stdout
    assert "origin-incomplete" in (tmp_path / "f.csv").read_text("utf-8-sig")
    assert "rien à changer" in oar("origins", "--year", "2017").stdout
