"""From a value of the analyst's to the text of its raw cell, and to its place in the register."""

from pathlib import Path

from bodies import Body, indicator, one_series_body, series, table

import oar_analysis as oar

ROOT = Path(__file__).resolve().parent.parent


def test_sources_lead_to_the_text_of_the_raw_cell(review):
    cells = oar.sources(oar.figure("1-1.5.3/km", review=review), review=review)
    raw = (ROOT / "data/raw/2017/1-1.5_parc-automobile.csv").read_text(encoding="utf-8")
    assert cells["source_cell"].tolist() == ["B4", "C4"]
    assert all(text and text in raw for text in cells["text"])
    assert cells["locator"].tolist() == ["Tableau « Indicateur » de l'action 1-1.5"] * 2
    assert set(cells["remark"]) == {""}


def test_every_published_value_of_the_review_leads_to_a_cell_with_text(review):
    published = oar.observations(origin="published", review=review)
    known = published[published["value"].notna()]
    cells = oar.sources(known, review=review)
    assert len(cells) >= len(known)
    assert (cells["text"] != "").all()
    assert (cells["remark"] == "").all()


def test_a_computed_value_leads_to_each_of_its_cells_in_its_own_file(tmp_path):
    body = Body(
        tmp_path,
        indicators=[
            indicator("1-1.1.1", series()),
            indicator("1-1.1.2", series()),
            indicator("1-1.1.3", series("%", measure="share")),
        ],
        tables=[
            table("a.csv", {"match": "A", "indicator": "1-1.1.1"}),
            table("b.csv", {"match": "B", "indicator": "1-1.1.2"}),
        ],
        derived=[
            {"indicator": "1-1.1.3", "breakdown": "calcul", "measure": "share", "formula": "share",
             "of": ["1-1.1.1", "1-1.1.2"], "unit": "%"},
        ],
    )  # fmt: skip
    body.file("a.csv", "donnée;2017\nA;1 000\n").file("b.csv", "donnée;2017\nB;4 000\n")
    data = body.write()
    review = oar.open_review(data=data)
    cells = oar.sources("1-1.1.3/calcul", review=review)
    found = list(zip(cells["source_file"], cells["source_cell"], cells["text"], strict=True))
    assert found == [("2017/a.csv", "B2", "1 000"), ("2017/b.csv", "B2", "4 000")]
    (data / "raw/2017/a.csv").write_text("donnée;2017\nA;2 000\n", encoding="utf-8")
    (data / "raw/2017/b.csv").unlink()
    remarks = oar.sources("1-1.1.3/calcul", review=review)["remark"].tolist()
    assert remarks == ["le fichier a changé depuis la lecture", "fichier absent de data/raw"]


def test_the_register_is_browsed_by_codes_and_completed(review):
    whole = oar.scheme(review=review)
    assert {"axe 1", "1-1.5", "1-1.5.3"} <= set(whole._ipython_key_completions_())
    action = whole["1-1.5"]
    assert "1-1.5.3 Kilométrage" in repr(action)
    assert "1-1.5" in list(whole["axe 1"])
    assert len(action) == len(list(action))
    one = whole["1-1.5.3"]
    assert list(one) == []
    assert one.series["unit"].tolist()[:3] == ["km", "L", "kWh"]
    assert one.model.respondent in one._repr_html_()


def test_the_register_s_html_escapes_what_it_shows(tmp_path):
    body = one_series_body(tmp_path, {2017: "1"})
    body.indicators[0]["definition"] = "<script>alert(1)</script>"
    body.action["short_title"] = "<b>gras</b>"
    html = oar.scheme(review=oar.open_review(data=body.write()))._repr_html_()
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html
