"""The tables, cards and charts of the pages of 2017, held against what they are made from."""

from collections import Counter

from reading import NUMBER, allowed_numbers, payloads, plain, prose, row, table

from oar_analysis import french, section


def test_points_and_per_cent_are_never_confused(axes):
    cells = row(table(axes[1], "indicateurs-1-3.3"), "Part des achats biologiques")
    assert cells[1:4] == ["23,30 %", "15,42 %", "−7,88 points"]
    cells = row(table(axes[1], "indicateurs-1-1.3"), "Volume d'impression par poste informatique")
    assert cells[1:4] == ["25 kg par poste", "23,2 kg par poste", "−7,2 %"]


def test_a_gap_between_two_rates_is_no_change_of_the_quantity(review, axes):
    cells = row(table(axes[1], "indicateurs-1-1.3"), "Évolution de la consommation de papier")
    assert cells[3] == "+0,9 point"
    assert "non une évolution" in cells[5]
    card = section.action_card(review, next(a for a in review.actions() if a.code == "1-1.3"))
    assert [one.change for one in card.rows if one.label == cells[0]] == ["—"]


def test_a_composite_cell_of_another_scope_shows_no_change(axes):
    cells = row(table(axes[1], "indicateurs-1-1.2"), "Déchets inertes valorisés")
    assert cells[3] == "—"
    assert "ne se compare pas" in cells[5]
    assert "provisoire" in cells[5]


def test_the_state_counts_the_actions_from_the_register(review):
    figures = next(payloads(section.state(review)))["figures"]
    assert [one["value"] for one in figures] == ["13 sur 21", "7", "3", "3"]


def test_every_declared_indicator_stands_in_the_overview(review, pages):
    shown = {cells[0] for one in payloads(pages["overview"]) for cells in one["rows"]}
    for action in review.scheme.actions:
        for indicator in action.indicators:
            if indicator.kind == "declared":
                labels = {series.label for series in indicator.series}
                named = {f"{indicator.label} : {french.inside(one)}" for one in labels}
                assert (labels | named) & shown, indicator.code


def test_every_finding_is_shown_once(review, pages):
    shown = Counter(
        cells[0]
        for one in payloads(pages["quality"])
        if one["type"] == "table"
        for cells in one["rows"]
    )
    assert shown == Counter(review.findings["message"])


def test_expected_findings_carry_their_reason(review, pages):
    for one in payloads(pages["quality"]):
        for cells in one.get("rows", ()):
            assert "constat nouveau" not in cells[2]


def test_what_is_missing_names_who_can_give_it(review, pages):
    rows = table(pages["missing"], "manques")["rows"]
    known = {one.respondent for action in review.scheme.actions for one in action.indicators}
    assert rows
    for cells in rows:
        assert cells[2] in known
        assert cells[4]
    # An action that had not started lacks nothing.
    assert not any(cells[1] == "2-1.1" for cells in rows)


def test_claims_are_shown_with_what_the_figures_say(axes, pages):
    cells = row(
        table(axes[1], "affirmations-1-3.2"),
        "« Une diminution de -27,85% est constatée entre 2016 et 2017 »",
    )
    assert cells[1] == "faux : des points pris pour des pour cent"
    wrong = [cells[1] for cells in table(pages["claims"], "affirmations-douteuses")["rows"]]
    assert "vrai" not in wrong
    assert "non vérifiable" in wrong


def test_lost_series_show_no_figure(review):
    shown = section.chart(review, "3-2.1.c4", key="heures", title="Heures")
    assert {cells[1] for cells in table(shown, "heures")["rows"]} == {
        "graphique perdu à l'extraction du texte"
    }
    territory = section.by_part(review, "3-3.2.c3", "3-3.2.c4", key="t", title="Par territoire")
    assert [one["type"] for one in payloads(territory)] == ["callout"]
    waiting = section.chart(review, "3-2.1.c4/cumul", key="cumul", title="Cumul")
    assert [one["type"] for one in payloads(waiting)] == ["callout"]


def test_the_typology_says_that_it_does_not_add_up(review):
    shown = section.parts(review, "3-2.1.1", key="nature", title="Par nature")
    assert "Somme des parts publiées : 98 % en 2017." in prose(shown)
    assert any("98 %" in plain(one["text"]) for one in payloads(shown) if one["type"] == "callout")


def test_the_fleet_is_decomposed_with_the_interval_of_its_rounding(review):
    shown = section.decompositions(review, "1-1.5")
    cells = row(table(shown, "cascade-carburant"), "Part des kilomètres électriques")
    assert cells[1:] == ["213", "−80", "506"]
    assert "son signe n'est pas connu" in prose(shown)
    assert "arrêté du 26 avril 2017" in prose(shown)


def marks(spec) -> set[str]:
    """The types of the marks of a chart, its layers' included."""
    mark = spec.get("mark", {})
    own = {mark if isinstance(mark, str) else mark.get("type", "")}
    return own.union(*(marks(one) for one in spec.get("layer", ())))


def test_no_pair_of_years_is_joined_by_a_line(axes):
    for axis in axes:
        for one in payloads(axes[axis]):
            if one["type"] == "figure":
                assert "line" not in marks(one["spec"]), one["title"]


def test_every_number_of_an_axis_page_is_one_of_the_tables(review, axes):
    allowed = allowed_numbers(review) | {"2016", "2017", "2018"}
    register = plain(review.scheme.model_dump_json() + review.references.model_dump_json())
    checked = 0
    for axis in axes:
        shown = [
            *(one for one in payloads(axes[axis]) if one["type"] == "table"),
            *payloads([section.action_cards(review, axis)]),
        ]
        for one in shown:
            if str(one.get("key", "")).startswith(("affirmations", "sources", "constats")):
                continue
            lists = one["rows"] if one["type"] == "table" else []
            values = [cell for cells in lists for cell in cells[1:5]]
            values += (
                [
                    cell
                    for cells in one["rows"]
                    if one["type"] == "card"
                    for cell in (
                        cells["previous"],
                        cells["current"],
                        cells["change"],
                        cells["target"],
                    )
                ]
                if one["type"] == "card"
                else []
            )
            for value in values:
                for number in NUMBER.findall(value):
                    checked += 1
                    assert number in allowed or plain(number) in register, (value, number)
    assert checked > 200


def test_an_action_leads_to_the_zooms_that_read_its_tables(axes):
    text = prose(axes[1])
    assert "[Zoom : le papier](zoom-papier.html)" in text
    assert "[Zoom : le parc automobile](zoom-parc-automobile.html)" in text
    assert "zoom-insertion.html" not in text
    assert prose(axes[3]).count("zoom-insertion.html") == 3
