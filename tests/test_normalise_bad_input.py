"""Bad input: one clear French message naming file and cell, everything else read all the same."""

import pytest
from bodies import Body, findings, indicator, one_series_body, table

from oar_analysis.dataset import build
from oar_analysis.errors import SchemeError, UsageError


def test_a_missing_raw_file_is_one_finding_and_the_rest_is_read(tmp_path):
    body = Body(
        tmp_path,
        indicators=[indicator("1-1.1.1"), indicator("1-1.1.2")],
        tables=[
            table("a.csv", {"match": "a", "indicator": "1-1.1.1"}),
            table("b.csv", {"match": "a", "indicator": "1-1.1.2"}),
        ],
    ).file("a.csv", "x;2017\na;1\n")
    errors = [one for one in findings(body) if one.severity == "error"]
    assert [(one.rule, one.file) for one in errors] == [("file-missing", "2017/b.csv")]
    assert "2017/b.csv" in errors[0].message
    dataset = build(body.folder, 2017)
    assert [one.rule for one in dataset.blocking] == ["file-missing"]
    assert dataset.observations["value"].tolist() == [1]


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4 ...", b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_an_unreadable_file_is_an_error_that_names_it(tmp_path, content):
    body = one_series_body(tmp_path, {2017: "1"}).file("a.csv", content)
    errors = [one for one in findings(body) if one.severity == "error"]
    assert errors
    assert {one.file for one in errors} == {"2017/a.csv"}
    assert all(one.message and one.remedy for one in errors)


def refused(body) -> SchemeError:
    with pytest.raises(SchemeError) as caught:
        build(body.folder, 2017)
    return caught.value


def test_an_unknown_indicator_code_says_the_nearest(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"})
    body.tables[0]["mappings"][0]["indicator"] = "1-1.1.7"
    body.write()
    (found,) = refused(body).findings
    assert found.file == "scheme/actions/1-1.1.yaml"
    assert "1-1.1.7" in found.message
    assert "1-1.1.1" in found.remedy


def test_an_unknown_axis_is_refused(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"})
    body.action["axis"] = 9
    body.write()
    (found,) = refused(body).findings
    assert "l'axe 9 n'existe pas" in found.message


def test_an_unknown_key_is_refused_with_the_nearest(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"})
    body.indicators[0]["respondant"] = body.indicators[0].pop("respondent")
    body.write()
    messages = {one.message: one.remedy for one in refused(body).findings}
    unknown = next(remedy for message, remedy in messages.items() if "clé inconnue" in message)
    assert "« respondent »" in unknown


def test_every_mistake_of_the_register_is_told_at_once(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"})
    body.action["axis"] = 9
    body.tables[0]["mappings"][0]["indicator"] = "1-1.1.7"
    body.derived = [
        {"indicator": "1-1.1.1", "measure": "share", "formula": "share", "unit": "%",
         "of": ["1-1.1.1", "1-1.1.8"]},
    ]  # fmt: skip
    body.write()
    assert len(refused(body).findings) == 3


@pytest.mark.parametrize(
    "text",
    ["code: [", "code: 1\n  axis: 2\n", "a: &x [1]\nb: *x\n", "code: 1\ncode: 2\n", "\tcode: 1\n"],
)
def test_a_broken_yaml_names_file_and_line(tmp_path, text):
    body = one_series_body(tmp_path, {2017: "1"})
    body.write()
    (body.raw / "scheme/actions/1-1.1.yaml").write_text(text, "utf-8")
    error = refused(body)
    assert "scheme/actions/1-1.1.yaml" in str(error)
    assert "ligne" in str(error)
    assert error.exit_code == 1


def test_billion_laughs_are_refused_at_once(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"})
    body.write()
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    (body.raw / "2017/campaign.yaml").write_text("\n".join(lines), "utf-8")
    assert "alias" in str(refused(body))


def test_a_deep_or_huge_or_foreign_yaml_is_refused(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"})
    body.write()
    path = body.raw / "2017/campaign.yaml"
    for content in (b"[" * 50_000, b"# " + b"x" * 2_000_001, "titre: é".encode("cp1252")):
        path.write_bytes(content)
        assert "2017/campaign.yaml" in str(refused(body))


@pytest.mark.parametrize("name", ["../2016/a.csv", "/etc/passwd", "C:/a.csv", "sous/../../a.csv"])
def test_a_table_that_points_outside_its_folder_is_refused(tmp_path, name):
    body = one_series_body(tmp_path, {2017: "1"})
    body.tables[0]["file"] = name
    body.write()
    assert "sort du dossier" in str(refused(body))


def test_a_table_that_is_a_link_to_elsewhere_is_refused(tmp_path):
    body = one_series_body(tmp_path / "data", {2017: "1"})
    body.write()
    outside = tmp_path / "secret.csv"
    path = body.raw / "2017/a.csv"
    path.rename(outside)
    path.symlink_to(outside)
    dataset = build(body.folder, 2017)
    assert dataset.observations["value"].notna().sum() == 0
    assert {"path-outside"} <= {one.rule for one in dataset.blocking}


def test_an_unknown_campaign_is_a_usage_error(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"})
    body.write()
    with pytest.raises(UsageError, match="2019") as caught:
        build(body.folder, 2019)
    assert "2017" in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_missing_register_names_its_file(tmp_path):
    (tmp_path / "raw/2017").mkdir(parents=True)
    with pytest.raises(SchemeError, match=r"scheme/scheme\.yaml"):
        build(tmp_path, 2017)


def test_unreadable_claims_are_findings(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"}).file("affirmations.csv", "a;b\n1;2\n")
    (found,) = findings(body, "claims-unreadable")
    assert found.file == "2017/affirmations.csv"


def test_header_rows_that_the_sheet_does_not_have_are_a_finding(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"})
    body.tables[0]["header_rows"] = [7, 8]
    errors = [one for one in findings(body) if one.severity == "error"]
    assert [(one.rule, one.file) for one in errors] == [("en-tete-absent", "2017/a.csv")]


@pytest.mark.parametrize(
    ("cell", "rule"),
    [('"=HYPERLINK(""http://x"")"', "text-formula"), ("@SOMME(A1)", "text-formula")],
)
def test_a_text_that_would_run_as_a_formula_is_told(tmp_path, cell, rule):
    body = one_series_body(tmp_path, {2016: cell, 2017: "-8,2"})
    (found,) = findings(body, rule)
    assert (found.severity, found.file, found.cell) == ("warning", "2017/a.csv", "B2")


def test_a_signed_number_is_no_formula(tmp_path):
    body = one_series_body(tmp_path, {2016: "-8,2 %", 2017: "+ 5,6 %"}, unit="%", measure="change")
    assert not findings(body, "text-formula")
