"""Small multiples: more series than a frame can hold stand in a panel each, on one scale."""

import json
import re

import pytest
import vl_convert
from drawing import drawn, texts
from series_sample import lost, territories

from oar_analysis.figure import line, line_figure
from oar_analysis.figure.theme import at_width


@pytest.mark.parametrize(("width", "columns"), [(680, 4), (340, 2), (200, 1)])
def test_more_than_five_series_have_a_panel_each(width: int, columns: int) -> None:
    figure = line_figure(territories(), key="k", title="T", source="S")
    spec = at_width(figure.spec, width)
    assert (spec["columns"], spec["facet"]["field"]) == (columns, "serie")
    svg = vl_convert.vegalite_to_svg(spec, vl_version="6.4")
    assert float(re.search(r'width="([\d.]+)"', svg)[1]) <= width + 12  # type: ignore[index]
    found = " ".join(texts(figure, width))
    assert [name for name in re.findall(r"Territoire (\w+), ?h?", found) if name][:6] == [
        "Alpha", "Bêta", "Gamma", "Delta", "Epsilon", "Zêta",
    ]  # fmt: skip
    assert figure.description.startswith("Petits panneaux, une courbe chacun, 2012 à 2017.")


def test_five_series_stand_in_one_frame() -> None:
    assert "facet" not in line(territories()[:5]).to_dict()
    assert "facet" not in line([lost()] * 6).to_dict(), "no panel where nothing is known"


def test_a_panel_shows_what_a_line_does() -> None:
    found = " ".join(drawn(territories()))
    for words in (
        "En h, même échelle dans tous les panneaux.",
        "Cible Territoire Alpha, heures prévues : 150 h en 2020 (schéma).",
        "Trait pointillé : rupture de série, 2015 (Territoire Zêta, heures prévues).",
        "× : année sans valeur.",
        "n.c. 2014 (Territoire Bêta, heures prévues) : registre perdu.",
        "125 h r en 2017",
        "≥ 140 h en 2017",
    ):
        assert words in found.replace("\u00a0", " "), words
    spec = line(territories()).to_dict()
    marks = ("motif", "rupture", "cible", "creux", "borne", "etiquette")
    rows = spec["data"]["values"]
    panels = {mark: {row["serie"].split()[1] for row in rows if mark in row} for mark in marks}
    assert panels == {
        "motif": {"Bêta,"},
        "rupture": {"Zêta,"},
        "cible": {"Alpha,"},
        "creux": {"Gamma,"},
        "borne": {"Delta,"},
        "etiquette": {"Epsilon,"},
    }


def test_panels_have_one_scale() -> None:
    spec = line(territories()).to_dict()
    axes = [layer["encoding"].get("y", {}) for layer in spec["spec"]["layer"]]
    scales = {json.dumps(one["scale"]) for one in axes if one.get("field") == "valeur"}
    assert len(scales) == 1
    assert "scale" not in spec["resolve"]
