"""What a campaign says of itself: its title, its highlights, the findings that it expects."""

from pathlib import Path

from oar_analysis.contract import Finding
from oar_analysis.scheme.load import validate
from oar_analysis.scheme.models import Model
from oar_analysis.scheme.yaml import read_yaml


class ExpectedFinding(Model):
    """A known anomaly of the campaign: empty keys match anything.

    The set of findings must equal the set expected: a new one is told, and so is one that is
    no longer found.
    """

    rule: str
    action: str = ""
    indicator: str = ""
    year: int | None = None
    file: str = ""
    cell: str = ""
    reason: str

    def matches(self, finding: Finding) -> bool:
        """Tell whether a finding is the one expected."""
        if self.rule != finding.rule or (self.year is not None and self.year != finding.year):
            return False
        names = ("action", "indicator", "file", "cell")
        return all(getattr(self, name) in {"", getattr(finding, name)} for name in names)


class AsOf(Model):
    """The day at which a table was true, where it is not the end of the year."""

    file: str = ""
    indicator: str = ""
    date: str
    note: str = ""


class Campaign(Model):
    """data/raw/<year>/campaign.yaml."""

    year: int
    title: str
    document: str = ""
    highlights: tuple[str, ...] = ()
    as_of: tuple[AsOf, ...] = ()
    expected_findings: tuple[ExpectedFinding, ...] = ()
    note: str = ""


def load_campaign(folder: Path) -> Campaign:
    """Return the campaign of a folder data/raw/<year>; without campaign.yaml, one named by year.

    Raises:
        SchemeError: campaign.yaml cannot be read or has unknown keys.
    """
    path = folder / "campaign.yaml"
    if not path.exists():
        return Campaign(year=int(folder.name), title=f"Campagne {folder.name}")
    name = f"{folder.name}/campaign.yaml"
    return validate(read_yaml(path, name), name, Campaign)


def campaign_years(raw: Path) -> list[int]:
    """Return the years that have a folder in data/raw, in order."""
    return sorted(int(path.name) for path in raw.glob("[12][0-9][0-9][0-9]") if path.is_dir())
