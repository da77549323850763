"""Which data the analyst's verbs read: the folder found, the campaign, tables built anew."""

import os
import shutil
from pathlib import Path

from bodies import one_series_body
from refusing import refused

import oar_analysis as oar
from oar_analysis.dataset import build, write

ROOT = Path(__file__).resolve().parent.parent


def test_data_is_found_from_the_notebooks_folder_and_by_the_environment(tmp_path, monkeypatch):
    monkeypatch.delenv("OAR_DATA", raising=False)
    monkeypatch.chdir(ROOT / "notebooks")
    assert oar.open_review().data.resolve() == ROOT / "data"
    other = one_series_body(tmp_path / "autre", {2016: "1", 2017: "2"}).write()
    monkeypatch.setenv("OAR_DATA", str(other))
    assert oar.open_review().scheme.body.name == "Syndicat des Essais"
    assert oar.series("1-1.1.1")["value"].tolist() == [1, 2]


def test_no_data_folder_is_told_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.delenv("OAR_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    assert "OAR_DATA" in refused(oar.open_review)
    assert "raw/scheme/scheme.yaml" in refused(lambda: oar.open_review(data=tmp_path))
    monkeypatch.setenv("OAR_DATA", str(tmp_path))
    assert "donné par OAR_DATA" in refused(oar.open_review)


def test_an_unknown_campaign_names_the_nearest(tmp_path):
    data = one_series_body(tmp_path, {2016: "1", 2017: "2"}).write()
    assert "2017" in refused(lambda: oar.open_review(2071, data))
    shutil.rmtree(data / "raw/2017")
    assert "Aucune campagne" in refused(lambda: oar.open_review(data=data))


def test_absent_stale_or_other_tables_are_built_without_writing(tmp_path):
    body = one_series_body(tmp_path, {2016: "1", 2017: "2"}, direction="up")
    data = body.write()
    assert oar.series("1-1.1.1", review=oar.open_review(data=data))["value"].tolist() == [1, 2]
    assert not (data / "processed").exists()
    write(build(data, 2017), data / "processed")
    fresh = oar.open_review(data=data)
    assert fresh.dataset is None
    body.file("a.csv", "donnée;2016;2017\nIndicateur 1;1;3\n").write()
    before = (data / "processed/observations.parquet").read_bytes()
    assert oar.series("1-1.1.1", review=oar.open_review(data=data))["value"].tolist() == [1, 3]
    assert (data / "processed/observations.parquet").read_bytes() == before
    body.file("a.csv", "donnée;2017;2018\nIndicateur 1;4;5\n", 2018).write()
    write(build(data, 2018), data / "processed")
    first = oar.open_review(2017, data)
    assert oar.series("1-1.1.1", review=first)["value"].tolist() == [1, 3]
    assert set(first.verdicts["year"]) == {2017}
    latest = oar.open_review(data=data)
    assert oar.series("1-1.1.1", review=latest)["value"].tolist() == [1, 4, 5]
    every = oar.observations(
        indicator="1-1.1.1", year=2017, measure="level", every_vintage=True, review=latest
    )
    assert every["vintage"].tolist() == [2017, 2018]


def test_a_file_put_back_with_an_old_date_is_seen(tmp_path):
    body = one_series_body(tmp_path, {2016: "1", 2017: "2"})
    data = body.write()
    write(build(data, 2017), data / "processed")
    body.file("a.csv", "donnée;2016;2017\nIndicateur 1;1;9\n").write()
    os.utime(data / "raw/2017/a.csv", (0, 0))
    assert oar.series("1-1.1.1", review=oar.open_review(data=data))["value"].tolist() == [1, 9]
