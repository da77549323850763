"""The dataset: contract, vintages, expectations, files written and read back."""

import csv
import json
import os
import subprocess
import sys

import pandas as pd
import pytest
from bodies import Body, built, findings, indicator, one_series_body, series, table

from oar_analysis.contract import (
    FINDINGS,
    OBSERVATION_COLUMNS,
    OBSERVATION_KEY,
    OBSERVATIONS,
    VERDICTS,
    pandas_dtypes,
)
from oar_analysis.dataset import build, keep_open, open_review, read, write
from oar_analysis.dataset import review as kept
from oar_analysis.dataset.store import number_text

NEGATIVE = {"rule": "count-negative", "indicator": "1-1.1.1", "reason": "connu"}


def two_campaigns(folder):
    body = Body(
        folder,
        indicators=[indicator("1-1.1.1", series("t"))],
        tables=[table("a.csv", {"match": "a", "indicator": "1-1.1.1"})],
    )
    body.file("a.csv", "x;2016;2017\na;100 t;120 t\n", 2017)
    return body.file("a.csv", "x;2017;2018\na;110 t;99 t\n", 2018)


def test_the_tables_have_the_columns_and_types_of_the_contract(tmp_path):
    dataset = built(one_series_body(tmp_path, {2016: "3", 2017: "-2"}))
    for frame, fields in (
        (dataset.observations, OBSERVATIONS),
        (dataset.findings, FINDINGS),
        (dataset.verdicts, VERDICTS),
    ):
        assert {name: str(kind) for name, kind in frame.dtypes.items()} == pandas_dtypes(fields)
    assert list(dataset.observations.columns) == OBSERVATION_COLUMNS
    assert not dataset.observations.duplicated(OBSERVATION_KEY).any()


def test_a_later_campaign_revises_and_both_values_stay(tmp_path):
    table = built(two_campaigns(tmp_path), 2018).observations
    published = table[(table["origin"] == "published") & (table["year"] == 2017)]
    assert list(zip(published["vintage"], published["value"], strict=True)) == [
        (2017, 120),
        (2018, 110),
    ]


def test_the_later_value_is_the_one_used(tmp_path):
    body = two_campaigns(tmp_path)
    dataset = built(body, 2018)
    changes = dataset.observations.query("measure == 'change' and vintage == 2018")
    by_year = dict(zip(changes["year"], changes["value"], strict=True))
    # 2016 comes from the first campaign, 2017 as the second one revised it.
    assert by_year == {2017: pytest.approx(10.0), 2018: pytest.approx(-10.0)}
    write(dataset, body.folder / "processed")
    used = open_review(year=2018, data=body.folder).rows("1-1.1.1", measure="level")
    assert dict(zip(used["year"], used["value"], strict=True)) == {2016: 100, 2017: 110, 2018: 99}


def test_a_later_campaign_that_says_nothing_erases_nothing(tmp_path):
    body = two_campaigns(tmp_path).file("a.csv", "x;2017;2018\na;n.c.;99 t\n", 2018)
    dataset = built(body, 2018)
    changes = dataset.observations.query("measure == 'change' and vintage == 2018 and year == 2018")
    assert changes["value"].tolist() == [pytest.approx(-17.5)]


def test_the_review_of_an_earlier_year_ignores_later_campaigns(tmp_path):
    table = built(two_campaigns(tmp_path), 2017).observations
    assert set(table["vintage"]) == {2017}


def test_a_review_kept_open_is_the_same_under_another_path(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    write(built(two_campaigns(folder), 2017), folder / "processed")
    fresh = open_review(year=2017, data=folder)
    monkeypatch.setattr(kept, "_kept", {})
    ready = open_review(year=2017, data=folder)
    made = ready.by_series
    keep_open(ready)
    (tmp_path / "link").symlink_to(folder)
    again = open_review(year=2017, data=tmp_path / "link")
    assert again.by_series is made
    assert again.by_series == fresh.by_series
    assert again.data == tmp_path / "link"
    assert open_review(year=2018, data=folder).year == 2018


def test_an_expected_finding_does_not_block(tmp_path):
    body = one_series_body(tmp_path, {2017: "-2"})
    assert [one.rule for one in built(body).blocking] == ["count-negative"]
    body.expected[2017] = [NEGATIVE]
    dataset = built(body)
    assert dataset.blocking == []
    assert dataset.unexpected == []
    assert "count-negative" in set(dataset.findings["rule"])


def test_a_stale_expectation_blocks(tmp_path):
    body = one_series_body(tmp_path, {2017: "2"})
    body.expected[2017] = [NEGATIVE]
    dataset = built(body)
    (stale,) = dataset.blocking
    assert (stale.severity, stale.rule) == ("error", "expectation-stale")
    assert stale.file == "2017/campaign.yaml"
    assert "count-negative" in stale.message


@pytest.mark.parametrize(
    "keys", [{"cell": "C2"}, {"year": 2016}, {"indicator": "1-1.1.2"}, {"file": "b"}]
)
def test_an_expectation_of_another_place_expects_nothing(tmp_path, keys):
    body = one_series_body(tmp_path, {2017: "-2"})
    body.expected[2017] = [{**NEGATIVE, **keys}]
    rules = {one.rule for one in built(body).blocking} - {"code-unknown"}
    assert rules == {"count-negative", "expectation-stale"}


def test_findings_come_worst_first(tmp_path):
    body = one_series_body(tmp_path, {2016: "20", 2017: "-2"}, provisional_years=[2016])
    severities = [one.severity for one in findings(body)]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)


def awkward(folder):
    """A body whose texts hold commas, quotes, semicolons, line ends and a formula."""
    note = 'une "note", avec\nune ligne ; et é€œ'
    body = one_series_body(folder, {2016: "n.c.", 2017: '=cmd|"/C calc"!A0'}, note=note)
    return body.file("a.csv", 'donnée;2016;2017\nIndicateur 1;-8,2;"=cmd|""/C calc""!A0"\n')


def test_csv_is_rfc_4180_and_reads_back_equal(tmp_path):
    dataset = built(awkward(tmp_path))
    write(dataset, tmp_path / "processed")
    for name, fields in (("observations", OBSERVATIONS), ("verdicts", VERDICTS)):
        data = (tmp_path / f"processed/{name}.csv").read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        text = data.decode("utf-8")
        rows = list(csv.reader(text.splitlines(keepends=True), strict=True))
        assert {len(row) for row in rows} == {len(fields)}
        again = pd.read_csv(
            tmp_path / f"processed/{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8"
        )
        for one in fields:
            if one.type in {"number", "integer"}:
                again[one.name] = pd.to_numeric(again[one.name].replace("", None))
            elif one.type == "boolean":
                again[one.name] = again[one.name].map({"true": True, "false": False})
        again = again.astype(pandas_dtypes(fields))
        pd.testing.assert_frame_equal(again, getattr(dataset, name))


def test_line_ends_are_crlf_outside_quotes_only(tmp_path):
    write(built(awkward(tmp_path)), tmp_path / "processed")
    text = (tmp_path / "processed/observations.csv").read_bytes().decode("utf-8")
    outside = "".join(text.split('"')[::2])
    assert "\n" not in outside.replace("\r\n", "")


def test_parquet_reads_back_equal(tmp_path):
    dataset = built(awkward(tmp_path))
    write(dataset, tmp_path / "processed")
    for name in ("observations", "findings", "verdicts"):
        pd.testing.assert_frame_equal(read(tmp_path / "processed", name), getattr(dataset, name))


def test_a_formula_in_a_cell_is_harmless_in_the_csv_that_people_open(tmp_path):
    dataset = built(awkward(tmp_path))
    write(dataset, tmp_path / "processed")
    with (tmp_path / "processed/findings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (told,) = (row for row in rows if row["rule"] == "text-formula")
    assert (told["severity"], told["file"], told["cell"]) == ("warning", "2017/a.csv", "C2")
    got = [row["got"] for row in rows if "cmd" in row["got"]]
    assert got
    assert all(text.startswith("'=") for text in got)


def test_the_data_package_describes_the_files(tmp_path):
    dataset = built(one_series_body(tmp_path, {2016: "3", 2017: "-2"}))
    paths = write(dataset, tmp_path / "processed")
    names = {path.name for path in paths}
    for one in ("observations", "findings", "verdicts"):
        assert {f"{one}.csv", f"{one}.parquet"} <= names
    assert "datapackage.json" in names
    package = json.loads((tmp_path / "processed/datapackage.json").read_text(encoding="utf-8"))
    assert package["name"] == package["name"].lower()
    assert {one["name"] for one in package["resources"]} == {"observations", "findings", "verdicts"}
    for resource in package["resources"]:
        with (tmp_path / "processed" / resource["path"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        fields = resource["schema"]["fields"]
        assert [one["name"] for one in fields] == header
        assert all(one["title"] and one["description"] for one in fields)
        types = {"string", "integer", "number", "boolean", "date"}
        assert {one["type"] for one in fields} <= types
        assert resource["encoding"] == "utf-8"
        assert resource["schema"]["missingValues"] == [""]
    observations = next(one for one in package["resources"] if one["name"] == "observations")
    assert observations["schema"]["primaryKey"] == OBSERVATION_KEY


def digest(folder):
    import hashlib

    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


def test_two_builds_leave_the_same_bytes(tmp_path):
    body = awkward(tmp_path)
    write(built(body), tmp_path / "one")
    write(built(body), tmp_path / "two")
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


@pytest.mark.slow
def test_bytes_depend_neither_on_hash_order_nor_on_the_locale(tmp_path):
    awkward(tmp_path).write()
    code = (
        "import sys; from pathlib import Path; from oar_analysis.dataset import build, write;"
        "write(build(Path(sys.argv[1]), 2017), Path(sys.argv[2]))"
    )
    digests = []
    for seed, locale, zone in (("1", "C", "UTC"), ("2", "C.UTF-8", "Pacific/Auckland")):
        target = tmp_path / f"out{seed}"
        env = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}
        subprocess.run([sys.executable, "-c", code, tmp_path, target], check=True, env=env)
        digests.append(digest(target))
    assert digests[0] == digests[1]


def test_writing_leaves_no_half_file_behind(tmp_path, monkeypatch):
    dataset = built(one_series_body(tmp_path, {2017: "3"}))
    target = tmp_path / "processed"
    write(dataset, target)
    before = digest(target)

    def full_disk(self, *args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", full_disk)
    with pytest.raises(OSError, match="No space"):
        write(build(tmp_path, 2017), target)
    assert digest(target) == before


@pytest.mark.parametrize(
    ("value", "text"),
    [(8642568.0, "8642568"), (27.3, "27.3"), (-0.05, "-0.05"), (float("nan"), ""), (0.0, "0"),
     (1e21, "1e+21")],
)  # fmt: skip
def test_numbers_are_written_shortest(value, text):
    assert number_text(value) == text
