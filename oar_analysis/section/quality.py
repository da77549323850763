"""Data quality: every finding, by action, expected or not; what changed since the last campaign."""

from collections.abc import Iterator

from oar_analysis import french
from oar_analysis.dataset import Review
from oar_analysis.figure import Block, Callout, Heading, Prose
from oar_analysis.section.finding import expected_reason, finding_table, findings_of
from oar_analysis.section.page import Section, section


def quality_state(review: Review) -> Section:
    """Return the state of the data in words: how many findings, how many nobody expected."""
    rows = findings_of(review)
    told = [row for row in rows if row["severity"] != "info"]
    news = [row for row in told if not expected_reason(review, row)]
    if news:
        count = len(news)
        text = (
            f"{count} {french.plural('constat', count)} que la campagne n'attendait pas : "
            "à lever, ou à déclarer avec son motif."
        )
        return section(Callout("warning", text, "Constats nouveaux"))
    text = (
        "Chaque erreur et chaque avertissement est connu de la campagne, avec son motif. Une "
        "erreur de plus, ou une anomalie levée que la campagne attend encore, arrêterait la "
        "publication."
    )
    return section(Callout("success", text, "Aucun constat nouveau"))


def findings_by_action(review: Review) -> Section:
    """Return every finding, the scheme's first, then an action after the other."""
    return section(_scheme_findings(review), *(_action(review, one) for one in _codes(review)))


def _codes(review: Review) -> list[str]:
    known = [one.code for one in review.scheme.actions]
    others = sorted({row["action"] for row in findings_of(review)} - {"", *known})
    return [*known, *others]


def _scheme_findings(review: Review) -> Iterator[Block]:
    table = finding_table(review, "", key="qualite")
    if table is not None:
        yield Heading("Schéma dans son ensemble", 3, "schema-entier")
        yield table


def _action(review: Review, code: str) -> Iterator[Block]:
    titles = {one.code: one.short_title for one in review.scheme.actions}
    yield Heading(f"{code} {titles.get(code, '')}".strip(), 3, f"action-{code}")
    table = finding_table(review, code, key="qualite")
    if table is None:
        yield Prose("Aucun constat.")
    else:
        yield table
