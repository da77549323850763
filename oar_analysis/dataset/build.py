"""Builds the dataset of a review: everything from the raw files to the verdicts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from oar_analysis.assess import assess_campaign
from oar_analysis.assess.claims import read_claims
from oar_analysis.assess.holding import claim_findings, hold_claims
from oar_analysis.check import check_campaign
from oar_analysis.contract import (
    CLAIMS_FILE,
    FINDINGS,
    OBSERVATIONS,
    VERDICTS,
    Field,
    Finding,
    pandas_dtypes,
)
from oar_analysis.dataset.codes import unknown_claims, unknown_codes
from oar_analysis.dataset.doubt import doubtful_series
from oar_analysis.derive import Row, derive
from oar_analysis.errors import ReadError, UsageError
from oar_analysis.normalise import normalise_campaign
from oar_analysis.normalise.narrative import by_action
from oar_analysis.scheme import Scheme, load_scheme
from oar_analysis.scheme.campaign import Campaign, campaign_years, load_campaign


@dataclass(slots=True)
class Dataset:
    """The tables of one review and what its campaign expects of them.

    `observations`, `findings` and `verdicts` have the columns of the contract. Observations
    hold every campaign up to the review's year, each row with its vintage. `narratives` are what
    the directorates wrote in their workbooks: action -> section -> Markdown.
    """

    year: int
    scheme: Scheme
    campaign: Campaign
    observations: pd.DataFrame
    findings: pd.DataFrame
    verdicts: pd.DataFrame
    unexpected: list[Finding] = field(default_factory=list)
    stale: list[Finding] = field(default_factory=list)
    narratives: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def blocking(self) -> list[Finding]:
        """What forbids publication: errors that nobody declared, expectations gone stale."""
        return [one for one in self.unexpected if one.severity == "error"] + self.stale


def build(data: Path, year: int) -> Dataset:
    """Return the dataset of the campaign `year` from `data`/raw.

    Raises:
        UsageError: there is no campaign of that year.
        SchemeError: the register or a campaign.yaml cannot be read.
    """
    raw = data / "raw"
    scheme = load_scheme(raw / "scheme")
    years = campaign_years(raw)
    if year not in years:
        known = ", ".join(str(one) for one in years) or "aucune"
        raise UsageError(
            f"La campagne {year} n'existe pas dans {raw} (campagnes : {known}). "
            f"Créez le dossier {raw / str(year)} ou choisissez une autre année (--year)."
        )
    campaign = load_campaign(raw / str(year))
    rows: list[Row] = []
    given: list[Row] = []
    findings: list[Finding] = []
    narratives: dict[str, dict[str, str]] = {}
    for vintage in (one for one in years if one <= year):
        normalised = normalise_campaign(raw, scheme, vintage)
        given += normalised.rows
        rows += normalised.rows + derive(in_force(given), scheme, vintage)
        if vintage == year:
            findings = normalised.findings
            narratives = by_action(normalised.narratives)
    observations = frame(rows, OBSERVATIONS)
    findings += check_campaign(raw, scheme, year, observations, tuple(findings))
    findings += unknown_codes(scheme, campaign, raw / str(year))
    findings += _claim_findings(raw, scheme, year, observations)
    doubtful = doubtful_series(observations, findings)
    verdicts = assess_campaign(raw, scheme, year, observations, doubtful)
    unexpected, stale = _hold_against(findings, campaign)
    return Dataset(
        year=year,
        scheme=scheme,
        campaign=campaign,
        observations=_sorted(observations),
        findings=frame((one.as_row() for one in _ordered(findings + stale)), FINDINGS),
        verdicts=verdicts.reindex(columns=[one.name for one in VERDICTS]).astype(
            pandas_dtypes(VERDICTS)
        ),
        unexpected=unexpected,
        stale=stale,
        narratives=narratives,
    )


def _claim_findings(
    raw: Path, scheme: Scheme, year: int, observations: pd.DataFrame
) -> list[Finding]:
    """Return what the figures say against the claims of the review's prose."""
    file = raw / str(year) / CLAIMS_FILE
    try:
        claims = read_claims(file)
    except ReadError as error:
        return error.findings
    name = f"{year}/{file.name}"
    return [
        *unknown_claims(scheme, claims, name),
        *claim_findings(hold_claims(observations, claims, scheme), name),
    ]


def in_force(rows: Iterable[Row]) -> list[Row]:
    """Return the published rows, the latest vintage of each, in a stable order."""
    latest: dict[tuple[object, ...], Row] = {}
    for row in sorted(rows, key=lambda one: one["vintage"]):
        key = tuple(row[name] for name in ("indicator", "breakdown", "measure", "year", "origin"))
        # A later campaign that says nothing of a past value does not erase it.
        if row["value"] is not None or row["low"] is not None or key not in latest:
            latest[key] = row
    counted = {key for key in latest if key[-1] == "published"}
    return [
        row
        for key, row in latest.items()
        if key in counted or (*key[:-1], "published") not in counted
    ]


def frame(rows: Iterable[Row], fields: tuple[Field, ...]) -> pd.DataFrame:
    """Return rows as a DataFrame with the contract's columns and types."""
    table = pd.DataFrame(list(rows), columns=[one.name for one in fields])
    for one in fields:
        if one.type == "string":
            table[one.name] = table[one.name].fillna("").astype("str")
    return table.astype(pandas_dtypes(fields))


def _sorted(observations: pd.DataFrame) -> pd.DataFrame:
    keys = ["action", "indicator", "breakdown", "measure", "year", "origin", "unit", "vintage"]
    return observations.sort_values(keys, kind="stable", ignore_index=True)


def _ordered(findings: list[Finding]) -> list[Finding]:
    rank = {"error": 0, "warning": 1, "info": 2}
    return sorted(
        dict.fromkeys(findings),
        key=lambda one: (
            rank[one.severity],
            one.action,
            one.file,
            one.indicator,
            one.rule,
            one.cell,
        ),
    )


def _hold_against(
    findings: list[Finding], campaign: Campaign
) -> tuple[list[Finding], list[Finding]]:
    """Return the findings that the campaign did not expect, and a finding for each stale one."""
    told = [one for one in findings if one.severity != "info"]
    expected = campaign.expected_findings
    unexpected = [one for one in told if not any(other.matches(one) for other in expected)]
    stale = [
        Finding(
            severity="error", rule="expectation-stale", action=other.action,
            indicator=other.indicator, year=other.year, file=f"{campaign.year}/campaign.yaml",
            expected=f"{other.rule} {other.file} {other.cell}".strip(),
            message=f"Le constat attendu « {other.rule} » ({other.reason}) n'est plus trouvé.",
            remedy="Retirez-le de expected_findings si l'anomalie est levée.",
        )
        for other in expected
        if not any(other.matches(one) for one in told)
    ]  # fmt: skip
    return unexpected, stale
