"""Numbers in words, in the three spellings that people use, are read back."""

from hypothesis import given
from hypothesis import strategies as st

from oar_analysis.numbers import parse_cell


def below_hundred(number: int, *, last: bool) -> str:
    """The name of a number below a hundred; `last` tells that "quatre-vingts" has its s."""
    small = ["", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
             "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit",
             "dix-neuf"]  # fmt: skip
    if number < 20:
        return small[number]
    if number < 70:
        tens, units = divmod(number, 10)
        name = ["vingt", "trente", "quarante", "cinquante", "soixante"][tens - 2]
        return f"{name} et un" if units == 1 else f"{name}-{small[units]}".rstrip("-")
    if number < 80:
        return "soixante et onze" if number == 71 else f"soixante-{small[number - 60]}"
    if number == 80:
        return "quatre-vingts" if last else "quatre-vingt"
    return f"quatre-vingt-{small[number - 80]}"


def spelled(number: int, *, last: bool = True) -> str:
    """The name of a number below a thousand million."""
    for size, name in ((10**6, "million"), (1000, "mille"), (100, "cent")):
        if number >= size:
            count, rest = divmod(number, size)
            plural = "s" if name == "million" and count > 1 else ""
            plural = "s" if name == "cent" and count > 1 and not rest and last else plural
            head = "" if count == 1 and size <= 1000 else spelled(count, last=size == 10**6)
            return f"{head} {name}{plural} {spelled(rest, last=last)}".strip()
    return below_hundred(number, last=last)


@given(
    st.integers(2, 999_999) | st.integers(1000, 99_999).map(lambda number: number * 10_000),
    st.sampled_from([(" ", " "), (" ", "-"), ("-", " ")]),
)
def test_numbers_in_words_read_back(number, change):
    (found,) = parse_cell(spelled(number).replace(*change) + " euros")
    assert (found.value, found.unit) == (number, "EUR")
