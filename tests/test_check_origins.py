"""Raw files held against origins.yaml."""

import pytest
import yaml
from bodies import findings, one_series_body

from oar_analysis.check import check_campaign
from oar_analysis.contract import OBSERVATIONS
from oar_analysis.dataset.build import frame
from oar_analysis.errors import SchemeError
from oar_analysis.scheme import load_scheme
from oar_analysis.scheme.origins import load_origins


@pytest.fixture
def body(tmp_path):
    one = one_series_body(tmp_path, {2017: "4"})
    one.write()
    return one


def told(body):
    """The findings of the checks alone, the body's files being as the test left them."""
    scheme = load_scheme(body.raw / "scheme")
    every = check_campaign(body.raw, scheme, 2017, frame([], OBSERVATIONS))
    return [one for one in every if one.rule.startswith(("origin", "path", "register"))]


def rewrite(body, change):
    path = body.raw / "2017/origins.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    change(content)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


def test_files_as_described_give_nothing(body):
    assert told(body) == []


def test_a_changed_file_is_told_with_both_hashes(body):
    path = body.raw / "2017/a.csv"
    path.write_bytes(path.read_bytes().replace(b"4", b"5"))
    (found,) = told(body)
    assert (found.severity, found.rule, found.file) == ("error", "origin-changed", "2017/a.csv")
    assert found.action == "1-1.1"
    assert len(found.got) == len(found.expected) == 64
    assert found.got != found.expected


def test_a_file_without_origin(body):
    (body.raw / "2017/b.csv").write_text("x\n", "utf-8")
    (found,) = told(body)
    assert (found.rule, found.file) == ("origin-missing", "2017/b.csv")


def test_lock_files_of_office_suites_need_no_origin(body):
    for name in ("~$a.xlsx", ".~lock.a.csv#"):
        (body.raw / "2017" / name).write_text("x", "utf-8")
    assert told(body) == []


def test_an_origin_without_file(body):
    (body.raw / "2017/a.csv").unlink()
    assert [one.rule for one in told(body)] == ["origin-without-file"]


def test_a_file_that_leads_outside_its_folder(body, tmp_path):
    outside = tmp_path / "ailleurs.csv"
    inside = body.raw / "2017/a.csv"
    inside.rename(outside)
    inside.symlink_to(outside)
    (found,) = told(body)
    assert (found.severity, found.rule) == ("error", "path-outside")


@pytest.mark.parametrize("name", ["../scheme/scheme.yaml", "/etc/passwd", "C:\\a.csv", "a/../../b"])
def test_an_origin_that_names_a_path_outside_is_refused(body, name):
    rewrite(body, lambda content: content["files"][0].update(file=name))
    assert any("sort du dossier" in one.message + one.remedy for one in told(body))


def test_unknown_keys_are_refused_with_the_nearest_known_one(body):
    rewrite(body, lambda content: content["files"][0].update(licens="LO"))
    (found,) = told(body)
    assert found.file == "2017/origins.yaml"
    assert "« licence »" in found.remedy


def test_a_file_described_twice_is_refused(body):
    rewrite(body, lambda content: content["files"].append({**content["files"][0]}))
    with pytest.raises(SchemeError, match="deux fois"):
        load_origins(body.raw / "2017")


def test_no_origins_at_all_is_one_finding(body):
    (body.raw / "2017/origins.yaml").unlink()
    (found,) = told(body)
    assert "2017/origins.yaml" in found.message


def test_broken_yaml_is_one_finding_that_names_file_and_line(body):
    (body.raw / "2017/origins.yaml").write_text("files: [\n- a: b: c\n", "utf-8")
    (found,) = told(body)
    assert "2017/origins.yaml" in found.message
    assert "ligne" in found.message


def test_a_changed_file_blocks_the_review(tmp_path):
    body = one_series_body(tmp_path, {2017: "4"})
    assert not findings(body, "origin-changed")
    (body.raw / "2017/a.csv").write_bytes(b"donn\xc3\xa9e;2017\nIndicateur 1;5\n")
    from oar_analysis.dataset import build

    dataset = build(body.folder, 2017)
    assert [one.rule for one in dataset.blocking] == ["origin-changed"]
