"""The directorates that did not answer, and the values that are missing for it."""

from oar_analysis.contract import MISSING_REASONS, Finding
from oar_analysis.normalise.doubt import Known, Place
from oar_analysis.normalise.observation import Row, observation_row
from oar_analysis.read import Sheet
from oar_analysis.scheme import Scheme
from oar_analysis.scheme.asked import Key, asked

Register = dict[Key, Known]


def silent(
    scheme: Scheme, year: int, register: Register, rows: list[Row], respondents: set[str]
) -> tuple[list[Row], list[Finding]]:
    """Return the rows and findings of the directorates that sent no workbook back.

    Each series that nobody answered, in a table neither, is missing: not communicated.
    """
    given = {
        (row["indicator"], row["breakdown"], row["measure"]) for row in rows if row["year"] == year
    }
    missing: list[Row] = []
    findings: list[Finding] = []
    for respondent, parts in asked(scheme, year).items():
        questions = [(part, one) for part in parts for one in part.questions]
        unanswered = [(part, one) for part, one in questions if one.key not in given]
        if respondent in respondents or not unanswered:
            continue
        for part, one in unanswered:
            axis = part.action.axis if part.action else None
            place = Place(part.code, axis, year, Sheet("", "", (), ""))
            missing.append(
                observation_row(
                    register[one.key], place, year=year, status="O",
                    missing_reason=MISSING_REASONS["not_communicated"],
                )
            )  # fmt: skip
        findings.append(_silent(respondent, [one.key for _, one in unanswered], year))
    return missing, findings


def _silent(respondent: str, keys: list[Key], year: int) -> Finding:
    codes = list(dict.fromkeys(key[0] for key in keys))
    return Finding(
        severity="info", rule="respondent-silent", year=year,
        got=f"{len(keys)} valeurs sans réponse", expected=", ".join(codes),
        message=f"« {respondent} » n'a pas répondu à la campagne {year} : {len(keys)} valeurs "
        f"manquent ({', '.join(codes[:8])}{'…' if len(codes) > 8 else ''}).",
        remedy="Relancez la direction ; les valeurs sont montrées comme non communiquées.",
    )  # fmt: skip
