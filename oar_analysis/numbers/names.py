"""What holds digits and is no number: "N-1", "L. 2111-3", "loi n° 2015-992", "17F045", "1)".

Each form is a regular expression over folded text, every quantifier of it bounded: the search is
linear in the text.
"""

import re

# Texts and decisions carry a year and a serial number.
_ACTS = (
    "loi|lois|decret|delib\\.?|ordonnance|arrete|deliberation|directive|reglement|circulaire|decision|"
    "marche|convention|contrat|dossier|facture|mandat|bordereau|imputation|titre|ref|reference|avis"
)
# No unit follows, which would make a range of it.
_APART = "(?![0-9]| ?[%€km])"
_FORMS = (
    # The year before, the year after: "N-1", "N + 1".
    r"(?<![a-z0-9/])n ?[-+] ?[1-9](?![0-9,.]|[a-z])",
    # Articles of a code: "L. 2111-3", "R2123-1-1".
    r"(?<![a-z0-9])[lrd]\. ?\*?[0-9]{1,4}(?:-[0-9]{1,3}){1,3}(?![0-9])",
    r"(?<![a-z0-9])[lrd][0-9]{1,4}(?:-[0-9]{1,3}){1,3}(?![0-9])",
    # Serial numbers: "loi n° 2015-992", "n° 2017-045", "2017-045".
    rf"(?<![a-z])(?:{_ACTS}) ?(?:n° ?|no ?|num\. ?)?[0-9]{{2,4}}[-/][0-9]{{1,5}}{_APART}",
    rf"(?<![a-z])n° ?[0-9]{{2,4}}[-/][0-9]{{1,5}}{_APART}",
    r"(?<![0-9.,/-])(?:19|20)[0-9]{2}-0[0-9]{1,4}(?:-[0-9a-z]{1,6}){0,2}(?![0-9.,/-])",
    # Product codes of the common vocabulary (CPV), with their check digit: "45233140-2".
    rf"(?<![0-9a-z.,])[0-9]{{8}}-[0-9]{_APART}",
    # Contracts numbered in a year: "M-2011-045".
    r"(?<![a-z0-9])[a-z]{1,4}-(?:19|20)[0-9]{2}-[0-9]{1,6}(?![0-9])",
    # References of files: "2017_11_CP_0004".
    r"(?<![0-9a-z_])[0-9]{1,8}(?:_[0-9a-z]{1,12}){2,6}(?![0-9a-z_])",
    # School years and seasons: "saison 13 / 14".
    r"(?<![a-z])(?:saison|annee scolaire|rentree|exercice) ?[0-9]{2} ?/ ?[0-9]{2}(?![0-9])",
    # Letters among digits: "17F045", "2H682501"; "2h30", "5m2", "1e5", "3x4" are none.
    r"(?<![0-9a-z.,])[0-9]{1,4}[bcdfgjnpqrstuvwyz][0-9]{1,12}(?![0-9a-z.,])",
    r"(?<![0-9a-z.,])[0-9]{1,4}[hm][0-9]{3,12}(?![0-9a-z.,])",
    r"(?<![0-9a-z.,])[0-9]{1,4}[a-gi-z][0-9]{1,6}(?:[a-z][0-9]{1,6}){1,3}(?![0-9a-z.,])",
    # Classes of vehicles: "Crit'Air 2".
    r"(?<![a-z])crit'? ?air ?[0-5](?![0-9])",
    # Milestones of a road ("PR 12+450"), and an illness.
    r"(?<![a-z])pr ?[0-9]{1,3}\+[0-9]{3}(?![0-9])",
    r"(?<![a-z])covid[- ]?19(?![0-9])",
    # A day without its year: "au 31/12".
    r"(?<=au |le |du )(?:0?[1-9]|[12][0-9]|3[01])/(?:0?[1-9]|1[0-2])(?![0-9/]| ?[%€])",
)
_NAMES = re.compile("|".join(_FORMS))
# Every form holds one of these: most cells do not, and are spared the search.
_HINT = re.compile(
    r"[0-9nlrdae](?:(?<=[0-9])[-+/_a-z][0-9]|(?<=n) ?[-+]|(?<=[ne]) ?[0-9]|(?<=[lrd])\.|(?<=a)ir"
    r"|(?<=d)[- ]?19)"
)
# "1) ...", "(1) ..." or "1. ..." before words or an amount.
_ITEM = re.compile(r"(?<![0-9a-z.,])(?:\(?([0-9]{1,2})\)|([0-9]{1,2})\.(?= {1,3}[a-z]))(?= ?\S)")


def name_spans(folded: str) -> dict[int, int]:
    """Return where names made with digits stand in a folded text: start -> end.

    >>> name_spans("45 % en n-1"), name_spans("1) 12 € 2) 15 €"), name_spans("12 - 15 %")
    ({8: 11}, {0: 2, 8: 10}, {})
    """
    found = _NAMES.finditer(folded) if _HINT.search(folded) else ()
    spans = {match.start(): match.end() for match in found}
    return spans | _items(folded) if "1)" in folded or "1." in folded else spans


def _items(folded: str) -> dict[int, int]:
    """Return the numbers of a list of at least two items, counted from 1 before each item."""
    found = list(_ITEM.finditer(folded))
    counted = [int(match.group(1) or match.group(2)) for match in found]
    if len(found) < 2 or counted != list(range(1, len(found) + 1)):
        return {}
    if folded[: found[0].start()].strip(" \n-:;"):
        # Notes follow what they explain: "12 € (1) 15 € (2)".
        return {}
    return {match.start(): match.end() for match in found}
