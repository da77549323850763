"""Cells that hold several quantities: each part feeds its own series, or is told."""

from bodies import Body, built, findings, indicator, rules, series, table

COMPOSITE = (
    "x;2016;2017\n"
    "Indicateur 3;Kms : 9 417 536 Carburant : 552 631 L Electricité: 35 372 kW;"
    "Kms : - 8,2% (8 642 568 kms) Carburant : - 10,1% (496 739 L) Electricité: - 7% (32 891 kW)\n"
)


def composite(folder, content=COMPOSITE):
    parts = {"km": "km", "carburant": "L", "électricité": "kWh"}
    levels = [series(unit, breakdown=name) for name, unit in parts.items()]
    changes = [series("%", breakdown=name, measure="change") for name in parts]
    read_as = {"km": "km", "carburant": "L", "électricité": "kW"}
    quantities = [
        {"unit": unit, "indicator": "1-1.1.1", "breakdown": name} for name, unit in read_as.items()
    ]
    quantities += [
        {
            "unit": "%", "nth": nth, "indicator": "1-1.1.1", "breakdown": name,
            "measure": "change", "optional": True,
        }
        for nth, name in enumerate(parts, start=1)
    ]  # fmt: skip
    body = Body(
        folder,
        indicators=[indicator("1-1.1.1", *levels, *changes)],
        tables=[table("a.csv", {"match": "Indicateur 3", "quantities": quantities})],
    )
    return body.file("a.csv", content)


def test_composite_cells(tmp_path):
    body = composite(tmp_path)
    dataset = built(body)
    found = dataset.observations
    found = found[found["origin"] == "published"]
    got = {
        (row.breakdown, row.measure, row.year): (row.value, row.unit) for row in found.itertuples()
    }
    assert got == {
        ("km", "level", 2016): (9417536, "km"),
        ("carburant", "level", 2016): (552631, "L"),
        ("électricité", "level", 2016): (35372, "kWh"),
        ("km", "level", 2017): (8642568, "km"),
        ("carburant", "level", 2017): (496739, "L"),
        ("électricité", "level", 2017): (32891, "kWh"),
        ("km", "change", 2017): (-8.2, "%"),
        ("carburant", "change", 2017): (-10.1, "%"),
        ("électricité", "change", 2017): (-7, "%"),
    }
    assert {row.source_cell for row in found.itertuples() if row.year == 2017} == {"C2"}
    assert rules(body) == ["unit-cannot-be"]


def test_a_composite_cell_whose_unit_was_corrected(tmp_path):
    body = composite(tmp_path, COMPOSITE.replace("kW", "kWh"))
    assert rules(body) == []
    found = built(body).observations.query("breakdown == 'électricité' and measure == 'level'")
    assert found["value"].tolist() == [35372, 32891]


def test_a_part_that_is_not_in_a_composite_cell(tmp_path):
    body = composite(tmp_path, "x;2017\nIndicateur 3;Kms : 9 417 536 Carburant : 552 631 L\n")
    (found,) = findings(body, "cell-part-missing")
    assert (found.severity, found.cell) == ("error", "B2")
    assert "kW" in found.expected


def test_a_part_of_a_composite_cell_that_nobody_described(tmp_path):
    cell = "Kms : 9 417 536 Carburant : 552 631 L Electricité: 35 372 kW et 12 t"
    (found,) = findings(composite(tmp_path, f"x;2017\nIndicateur 3;{cell}\n"), "cell-part-unmapped")
    assert "12" in found.message


def test_a_composite_cell_that_is_missing_as_a_whole(tmp_path):
    body = composite(tmp_path, "x;2017\nIndicateur 3;n.c.\n")
    rows = built(body).observations
    assert len(rows) == 6
    assert set(rows["missing_reason"]) == {"non communiqué"}
