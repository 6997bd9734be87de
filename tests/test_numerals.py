"""Numbers are compared by value in three languages."""

import pytest

from newsl10n.numerals import compare_numbers, find_numbers, lost_number_words

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
    ("It cost $5 billion.", "ar", "كلف خمسة مليارات دولار."),
    ("It cost $5 billion.", "tr", "Beş milyara mal oldu."),
    ("It cost $5bn.", "tr", "5 milyara mal oldu."),
    ("It cost $2 million.", "ar", "كلف مليونا دولار."),
    ("It cost $2 million.", "tr", "İki milyon dolara mal oldu."),
    ("It cost $1 billion.", "ar", "كلف مليار دولار."),
    ("From 5 billion to 6 billion.", "tr", "5-6 milyar."),
    ("It took 3 centuries.", "tr", "3 yüzyıl sürdü."),
    ("It cost 1.5 billion euros.", "ar", "كلف مليار ونصف المليار يورو."),
    ("It cost 3.5 billion.", "ar", "كلف ثلاثة مليارات ونصف المليار."),
    ("It cost 3.5 billion.", "ar", "كلف 3 مليارات ونصف المليار."),
    ("It cost 3.5 billion.", "tr", "Üç buçuk milyara mal oldu."),
    ("It cost 3.5 billion.", "tr", "3 buçuk milyara mal oldu."),
    ("Some 1,500 homes burned.", "ar", "احترق ألفا وخمسمئة منزل."),
    ("Some 500 people came.", "ar", "جاء خمسمائة شخص."),
    ("Some 1,200 people came.", "tr", "Bin 200 kişi geldi."),
    ("It made 1 billion 353 million lira.", "ar", "ربحت مليار و353 مليون ليرة."),
    ("It left at 0915 GMT.", "tr", "GMT ile 09:15'te ayrıldı."),
    ("It rose by 35%.", "tr", "Yüzde otuz beş arttı."),
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
    ("It cost $5 billion.", "tr", "5 milyona mal oldu.", ("5 billion",), ("5 milyona",)),
    ("It cost 2 million dollars.", "tr", "2 milyar dolar.", ("2 million",), ("2 milyar",)),
    ("It cost 2 million dollars.", "ar", "كلف ملياري دولار.", ("2 million",), ()),
    ("It cost $7 million.", "ar", "كلف 7 مليارات.", ("7 million",), ("7 مليارات",)),
    ("It cost $1 billion.", "tr", "5 milyar dolar.", ("1 billion",), ("5 milyar",)),
]


@pytest.mark.parametrize(("source", "language", "target", "missing", "added"), CHANGED)
def test_changed_values_are_named(source, language, target, missing, added):
    difference = compare_numbers(source, target, target_language=language)
    assert (difference.missing, difference.added) == (missing, added)


def test_numbers_are_found_where_they_stand():
    text = "From $610 to 4.2 million by 12.01.2026"
    assert [text[n.start : n.end] for n in find_numbers(text, "en")] == ["610", "4.2 million", "12", "01", "2026"]


WORDS = [
    ("Five million people fled.", "tr", "Beş milyon kişi kaçtı.", ()),
    ("Five million people fled.", "tr", "Beş milyar kişi kaçtı.", ("Five million",)),
    ("Five million people fled.", "ar", "فر خمسة مليارات شخص.", ("Five million",)),
    ("It cost two million dollars.", "ar", "كلف مليوني دولار.", ()),
    ("It cost two million dollars.", "tr", "İki milyar dolara mal oldu.", ("two million",)),
    ("It cost one billion.", "ar", "كلف خمسة مليارات.", ("one billion",)),
    ("Half a million people fled.", "tr", "500 bin kişi kaçtı.", ()),
    ("Two and a half million people fled.", "ar", "فر مليونان ونصف المليون.", ()),
    ("Thirty-five people died.", "ar", "قتل خمسة وثلاثون شخصا.", ()),
    ("Thirty-five people died.", "ar", "قتل ثلاثة وخمسون شخصا.", ("Thirty-five",)),
    ("Thirty-five people died.", "tr", "Elli üç kişi öldü.", ("Thirty-five",)),
    ("He saw twelve soldiers.", "tr", "Yirmi asker gördü.", ("twelve",)),
    ("He saw twelve soldiers.", "ar", "رأى اثني عشر جنديا.", ()),
    ("Three hundred and fourteen left.", "tr", "Üç yüz on dördü gitti.", ()),
    ("The first five hundred left.", "tr", "İlk beş yüzü gitti.", ()),
    ("It was the third attack.", "ar", "كان الهجوم الخامس.", ("third",)),
    ("It was the third attack.", "tr", "3. saldırıydı.", ()),
    ("It was the third attack.", "tr", "Bir saldırı daha oldu.", ()),
]


@pytest.mark.parametrize(("source", "language", "target", "missing"), WORDS)
def test_numbers_in_words_are_looked_for_in_words_and_digits(source, language, target, missing):
    assert lost_number_words(source, target, target_language=language) == missing


IDIOMS = [
    "He waited a hundred years.",
    "Millions came.",
    "One in ten agreed.",
    "He read Nineteen Eighty-Four.",
    "It took twelve months.",
    "A third of them left.",
    "We saw the Ocean's Eleven film.",
    "It is of the twenty-first century.",
]


@pytest.mark.parametrize("source", IDIOMS)
def test_idioms_and_names_with_number_words_are_not_asked_for(source):
    assert lost_number_words(source, "Beşinci kez oldu.", target_language="tr") == ()


@pytest.mark.parametrize("language", ["ar", "tr", "de", "en"])
def test_number_words_of_another_language_in_a_target_do_no_harm(language):
    words = "couple pair half dozen third million bin yüz ألف نصف"
    assert compare_numbers("Some 340 left.", words, target_language=language).missing == ("340",)
