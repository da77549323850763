"""The chart behind `explore`: one view, its data filtered by Vega's own lists."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oar_analysis.figure.theme import AXIS_FORMAT, INK, MUTED, PALETTE, TARGET, WIDTH, Spec

if TYPE_CHECKING:
    import altair as alt

Rows = list[dict[str, Any]]

KINDS = {"level": "niveau", "change": "évolution annuelle", "index": "indice"}
HEIGHT = 300
FEW = 4
SHOWN, HIDDEN = "montrées", "cachées"
PICKED = "datum.serie === serie && datum.mesure === mesure"
BETWEEN = f"{PICKED} && datum.annee >= debut && datum.annee <= fin"


def explorer_chart(
    rows: Rows,
    heads: Rows,
    goals: Rows,
    *,
    names: Sequence[str],
    years: Sequence[int],
    first: tuple[str, str],
) -> Spec:
    """Return the chart of views picked by lists: series, measure, first and last year, targets.

    `rows`: serie, mesure, annee, valeur, etiquette, texte, ligne; `heads`: serie, mesure, titre;
    `goals`: serie, mesure, cible, texte; `first`: the series and the measure shown at first.
    """
    import altair as alt

    x = alt.X(
        "annee:O",
        axis=alt.Axis(title=None, labelOverlap="greedy", labelSeparation=6),
        # Room beside a few bars for the words of the targets, which stand at the right.
        scale=alt.Scale(
            paddingOuter={"expr": f"fin - debut < {FEW} ? 0.8 * (fin - debut + 1) : 0.3"}
        ),
    )
    y = alt.Y("valeur:Q", axis=alt.Axis(title=None, format=AXIS_FORMAT), scale=alt.Scale(zero=True))
    base = alt.Chart(_data("valeurs")).transform_filter(BETWEEN)
    layers = [*_marks(base, x, y), *_labels(base, x, y), _missing(base, x), _head()]
    if goals:
        layers += _goals()
    chart = alt.LayerChart(layer=layers).properties(
        width=WIDTH,
        height=HEIGHT,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )
    chart = chart.add_params(*_lists(names, years, first, with_goals=bool(goals)))
    # Named data: each table stands once, however many layers draw it.
    return {**chart.to_dict(), "datasets": {"valeurs": rows, "titres": heads, "cibles": goals}}


def _data(name: str) -> "alt.NamedData":
    import altair as alt

    return alt.NamedData(name=name)


def _lists(
    names: Sequence[str], years: Sequence[int], first: tuple[str, str], *, with_goals: bool
) -> list[Any]:
    """Return the lists that the reader picks from; each works by keyboard."""
    import altair as alt

    asked: list[tuple[str, object, Sequence[object], str]] = [
        ("serie", first[0], names, "Série "),
        ("mesure", first[1], list(KINDS.values()), "Mesure "),
        ("debut", years[0], years, "De "),
        ("fin", years[-1], years, "à "),
    ]
    if with_goals:
        asked.append(("cibles", SHOWN, [SHOWN, HIDDEN], "Cibles "))
    return [
        alt.param(name=name, value=value, bind=alt.binding_select(options=list(known), name=words))
        for name, value, known, words in asked
    ]


def _marks(base: "alt.Chart", x: "alt.X", y: "alt.Y") -> list[Any]:
    """Return bars for few years, a line with its points for many."""
    import altair as alt

    tooltip = [alt.Tooltip("annee:O", title="Année"), alt.Tooltip("texte:N", title="Valeur")]
    few = base.transform_filter("isValid(datum.valeur) && !datum.ligne")
    many = base.transform_filter("isValid(datum.valeur) && datum.ligne")
    return [
        few.mark_bar(color=PALETTE[0], width=44).encode(x=x, y=y, tooltip=tooltip),
        many.mark_line(color=PALETTE[0]).encode(x=x, y=y),
        many.mark_point(color=PALETTE[0], opacity=1).encode(x=x, y=y, tooltip=tooltip),
    ]


def _labels(base: "alt.Chart", x: "alt.X", y: "alt.Y") -> list[Any]:
    """Return the values, over their mark, under it where they are negative."""
    over = base.transform_filter("datum.valeur >= 0").mark_text(dy=-10, color=INK, fontSize=13)
    under = base.transform_filter("datum.valeur < 0").mark_text(dy=12, color=INK, fontSize=13)
    return [one.encode(x=x, y=y, text="etiquette:N") for one in (over, under)]


def _missing(base: "alt.Chart", x: "alt.X") -> Any:  # noqa: ANN401
    """Return the years without value, at the foot, with the reason on hover."""
    import altair as alt

    gone = base.transform_filter("!isValid(datum.valeur)").mark_text(
        color=MUTED, fontStyle="italic", fontSize=13
    )
    tooltip = [alt.Tooltip("annee:O", title="Année"), alt.Tooltip("texte:N", title="Motif")]
    return gone.encode(x=x, y=alt.value(HEIGHT - 10), text="etiquette:N", tooltip=tooltip)


def _head() -> Any:  # noqa: ANN401
    """Return the words over the chart: what is shown and in which unit."""
    import altair as alt

    return (
        alt.Chart(_data("titres"))
        .transform_filter(PICKED)
        .mark_text(align="left", baseline="bottom", fontSize=14, fontWeight="bold", color=INK)
        .encode(x=alt.value(0), y=alt.value(-16), text="titre:N")
    )


def _goals() -> list[Any]:
    """Return the targets, on the axis of the values."""
    import altair as alt

    base = alt.Chart(_data("cibles")).transform_filter(f"{PICKED} && cibles === '{SHOWN}'")
    height = alt.Y("cible:Q", axis=alt.Axis(title=None))
    rule = base.mark_rule(color=TARGET, strokeDash=[6, 4], strokeWidth=2).encode(y=height)
    # A white edge keeps the words legible over a bar.
    edge: dict[str, Any] = {"stroke": "#ffffff", "strokeWidth": 5, "strokeJoin": "round"}
    texts = [
        base.mark_text(color=TARGET, align="right", dy=-8, fontSize=13, **style).encode(
            x=alt.value({"expr": "width"}), y=height, text="texte:N"
        )
        for style in (edge, dict[str, Any]())
    ]
    return [rule, *texts]
