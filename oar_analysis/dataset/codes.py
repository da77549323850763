"""The codes that a campaign's own files name, held against the register."""

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from oar_analysis.assess.claims import Claim
from oar_analysis.contract import Finding, Severity
from oar_analysis.scheme import Scheme
from oar_analysis.scheme.campaign import Campaign
from oar_analysis.scheme.catalogue import all_derived, all_indicators

# Texts of a campaign folder that belong to no action.
_FREE_TEXTS = frozenset({"scheme", "readme", "lisez-moi", "lisezmoi"})
_LISTED = 12


def unknown_codes(scheme: Scheme, campaign: Campaign, folder: Path) -> Iterator[Finding]:
    """Yield the actions and indicators that campaign.yaml and the narratives name, and none is."""
    actions = [action.code for action in scheme.actions]
    indicators = [indicator.code for indicator in all_indicators(scheme)]
    file = f"{folder.name}/campaign.yaml"
    named = [(f"highlights.{i}", code, actions) for i, code in enumerate(campaign.highlights)]
    named += [
        (f"as_of.{i}.indicator", one.indicator, indicators)
        for i, one in enumerate(campaign.as_of)
    ]  # fmt: skip
    for i, one in enumerate(campaign.expected_findings):
        named.append((f"expected_findings.{i}.action", one.action, actions))
        named.append((f"expected_findings.{i}.indicator", one.indicator, indicators))
    for cell, code, known in named:
        if code and code not in known:
            yield _unknown(file, cell, code, "action" if known is actions else "indicateur", known)
    for path in sorted(folder.glob("*.md")):
        if path.stem.casefold() not in _FREE_TEXTS and path.stem not in actions:
            name = f"{folder.name}/{path.name}"
            yield _unknown(name, "", path.stem, "action", actions, severity="warning")
        yield from _unreadable(path)


def _unreadable(path: Path) -> Iterator[Finding]:
    try:
        path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        name = f"{path.parent.name}/{path.name}"
        yield Finding(
            severity="error", rule="fichier-illisible", file=name,
            message=f"{name} n'est pas un texte en UTF-8.",
            remedy="Enregistrez le fichier en UTF-8.",
        )  # fmt: skip


def unknown_claims(scheme: Scheme, claims: Iterable[Claim], file: str) -> Iterator[Finding]:
    """Yield the actions, indicators and breakdowns that affirmations.csv names, and none is."""
    actions = [action.code for action in scheme.actions]
    breakdowns: dict[str, list[str]] = {one.code: [] for one in all_indicators(scheme)}
    for indicator in all_indicators(scheme):
        breakdowns[indicator.code] += [series.breakdown for series in indicator.series]
    for one in all_derived(scheme):
        breakdowns[one.indicator].append(one.breakdown)
    for row, claim in enumerate(claims, start=2):
        code, breakdown = claim.key[:2]
        if claim.action and claim.action not in actions:
            yield _unknown(file, f"A{row}", claim.action, "action", actions)
        if code not in breakdowns:
            yield _unknown(file, f"B{row}", code, "indicateur", list(breakdowns))
        elif breakdown not in breakdowns[code]:
            yield _unknown(file, f"C{row}", breakdown, "ventilation", breakdowns[code])


def _unknown(
    file: str, cell: str, code: str, what: str, known: list[str], severity: Severity = "error"
) -> Finding:
    near = difflib.get_close_matches(code, known, n=1)
    listed = [f"« {one} »" for one in dict.fromkeys(known)]
    more = "…" if len(listed) > _LISTED else ""
    remedy = (
        f"Vouliez-vous dire « {near[0]} » ?"
        if near
        else f"Le registre connaît : {', '.join(listed[:_LISTED])}{more}."
    )
    where = f"{file}, {cell}" if cell else file
    return Finding(
        severity=severity, rule="code-unknown", file=file, cell=cell, got=code,
        message=f"{where} : le registre n'a pas d'{what} « {code} »."
        if what != "ventilation"
        else f"{where} : l'indicateur n'a pas de ventilation « {code} ».",
        remedy=remedy,
    )  # fmt: skip
