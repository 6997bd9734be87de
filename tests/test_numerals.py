"""Numbers are compared by value in three languages."""

import pytest

from newsl10n.numerals import compare_numbers, find_numbers

SAME = [
    ("Prices rose 20%.", "ar", "ارتفعت الأسعار ٢٠٪."),
    ("Some 800,000 people fled.", "ar", "فر نحو 800 ألف شخص."),
    ("Some 800 thousand people fled.", "ar", "فر نحو ٨٠٠٬٠٠٠ شخص."),
    ("Some 20,000 people fled.", "ar", "فر نحو 20 ألفا."),
    ("It cost $2 million, or 200 a head.", "ar", "كلف مليوني دولار، أي مئتي دولار للفرد."),
    ("An area of 783,562 square kilometers.", "ar", "مساحة 783\u060c562 كيلومترا مربعا."),
    ("Between Jan. 20 and 26.", "ar", "بين 20 و26 يناير."),
    ("In the 1970s.", "ar", "في السبعينيات."),
    ("Built in the 1830s.", "ar", "بني في ثلاثينيات القرن التاسع عشر."),
    ("It cost $4.2 billion.", "tr", "4,2 milyar dolara mal oldu."),
    ("Some 250,000 people fled.", "tr", "250 bin kişi kaçtı."),
    ("Some 1,200 people fled.", "tr", "1.200 kişi kaçtı."),
    ("A rise of 20.5% in the 1990s.", "tr", "1990'larda %20,5 artış."),
    ("It began at 4:40 p.m.", "tr", "16.40'ta başladı."),
    ("It began at 4:40.", "tr", "04.40'ta başladı."),
    ("In 2018, 12 people came.", "tr", "2018'de on iki kişi geldi."),
    ("He is 67.", "tr", "Altmış yedi yaşında."),
    ("Some 36,000 people came.", "tr", "36 binden fazla kişi geldi."),
    ("From 1.6million to 3.8 million.", "tr", "1,6 milyondan 3,8 milyona."),
    ("A jump of 7.62m.", "ar", "وثبة بلغت 7.62 متر."),
    ("They bought 25 houses.", "tr", "25 bina aldılar."),
    ("A drive of 1.5 hours.", "ar", "على بعد ساعة ونصف بالسيارة."),
    ("It is 800 km (500 miles) long.", "tr", "800 km uzunluğunda."),
    ("She was 11 then.", "ar", "كانت في الحادية عشرة."),
    ("It closes at 3 p.m.", "tr", "Saat 15.00'te kapanır."),
    ("The Nineteenth Congress met.", "tr", "19. Kongre toplandı."),
    ("He is 67.", "ar", "يبلغ من العمر سبعة وستين عاما."),
]


@pytest.mark.parametrize(("source", "language", "target"), SAME)
def test_equal_values_are_no_difference(source, language, target):
    assert not compare_numbers(source, target, target_language=language)


CHANGED = [
    ("Some 1,200 people fled.", "ar", "فر نحو 12000 شخص.", ("1,200",), ("12000",)),
    ("Some 129,000 people fled.", "ar", "فر 129 شخصا.", ("129,000",), ("129",)),
    ("Some 129,000 people fled.", "tr", "129,000 kişi kaçtı.", ("129,000",), ("129,000",)),
    ("It cost $4.2 billion.", "tr", "4,2 milyon dolar.", ("4.2 billion",), ("4,2 milyon",)),
    ("It began in 2018.", "ar", "بدأ ذلك.", ("2018",), ()),
    ("It began.", "tr", "2018'de başladı.", (), ("2018",)),
    ("12 died, 12 were hurt.", "tr", "12 kişi öldü.", ("12",), ()),
]


@pytest.mark.parametrize(("source", "language", "target", "missing", "added"), CHANGED)
def test_changed_values_are_named(source, language, target, missing, added):
    difference = compare_numbers(source, target, target_language=language)
    assert (difference.missing, difference.added) == (missing, added)


def test_numbers_are_found_where_they_stand():
    text = "From $610 to 4.2 million by 12.01.2026"
    assert [text[n.start : n.end] for n in find_numbers(text, "en")] == ["610", "4.2 million", "12", "01", "2026"]
