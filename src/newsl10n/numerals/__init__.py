"""Two texts -> which numbers of one the other lacks, compared by value.

Latin, Arabic-Indic and Persian digits, English, Turkish and Arabic separators, number words and multipliers
("800 thousand", «800 ألف», "4,2 milyar") all count. What can be read in two ways (``1.200`` in Arabic) counts as either.
"""

from newsl10n.numerals.compare import NumberDiff, compare_numbers, lost_number_words
from newsl10n.numerals.find import Number, find_numbers
from newsl10n.numerals.measures import kept_figures
from newsl10n.numerals.quantities import changed_quantities

__all__ = [
    "Number",
    "NumberDiff",
    "changed_quantities",
    "compare_numbers",
    "find_numbers",
    "kept_figures",
    "lost_number_words",
]
