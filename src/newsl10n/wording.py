"""Locale -> the fixed strings that a rendered page says by itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Strings of one language, plain text. ``locale`` and ``direction`` are those of the strings, which may not be the page's."""

    locale: str
    direction: str
    draft_notice: str
    """Stands on top of every page that shows machine text nobody confirmed."""
    unreviewed_notice: str
    """Stands there instead where all that nobody confirmed was written or changed by a person."""
    untranslated_notice: str
    """Explains the mark of passages that stand in the original language."""
    original_article: str
    original_language: str
    """Label before the name of the language."""
    published: str
    """Label before a date."""
    updated: str
    """Label before a date."""


_WORDINGS = {
    "ar": Wording(
        locale="ar",
        direction="rtl",
        draft_notice="هذه ترجمة آلية لم يراجعها أحد بعد. قد تتضمن أخطاء، فلا تنشروها ولا تستشهدوا بها.",
        unreviewed_notice="هذه مسوّدة ترجمة لم تكتمل مراجعتها. قد تتضمن أخطاء، فلا تنشروها ولا تستشهدوا بها.",
        untranslated_notice="المقاطع التي تحتها خط منقّط لم تُترجم بعد، وهي معروضة بلغتها الأصلية.",
        original_article="المقال الأصلي",
        original_language="اللغة الأصلية",
        published="تاريخ النشر",
        updated="آخر تحديث",
    ),
    "tr": Wording(
        locale="tr",
        direction="ltr",
        draft_notice="Bu metin, henüz gözden geçirilmemiş bir makine çevirisidir. Hata içerebilir; yayımlamayın, alıntılamayın.",
        unreviewed_notice="Bu çeviri taslaktır, gözden geçirilmesi tamamlanmadı. Hata içerebilir; yayımlamayın, alıntılamayın.",
        untranslated_notice="Altı noktalı çizgiyle işaretli bölümler henüz çevrilmedi, özgün dilinde gösteriliyor.",
        original_article="Özgün haber",
        original_language="Özgün dil",
        published="Yayım tarihi",
        updated="Son güncelleme",
    ),
    "en": Wording(
        locale="en",
        direction="ltr",
        draft_notice="This is an unreviewed machine translation. It may contain errors: do not publish or quote it.",
        unreviewed_notice="This is a draft translation that is not fully reviewed. It may contain errors: do not publish or quote it.",
        untranslated_notice="Passages with a dotted underline are not translated yet and appear in the original language.",
        original_article="Original article",
        original_language="Original language",
        published="Published",
        updated="Updated",
    ),
}


def page_wording(locale: str) -> Wording:
    """The strings for a BCP 47 locale: by its language, English where there are none."""
    return _WORDINGS.get(locale.partition("-")[0].lower(), _WORDINGS["en"])
