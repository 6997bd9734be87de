"""Time of ``newsl10n check`` on one catalog of 100,000 units, beside pofilter on the same file.

Twice each: with the checks that both have (``COMPARABLE``), and with all that each has by default.

    python benchmarks/checks_speed.py [--units N] [--repeat N] [--jobs N] [--pofilter PATH]

The catalog is made here from our own sentence patterns, always the same. pofilter is part of translate-toolkit, which newsl10n does
not depend on: install it in a virtual environment of its own and name its program with ``--pofilter``; without it only our own time
is printed.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from newsl10n.check import CHECKS

HEADER = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: ar\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\n"

"""
PATTERNS = (
    ("Officials in {place} said on Monday that {n} people had left the valley.", "قال مسؤولون في {ar} يوم الاثنين إن {n} شخصا غادروا الوادي."),
    ("The price of bread rose by {p}% in {place} last year.", "ارتفع سعر الخبز بنسبة {p}% في {ar} العام الماضي."),
    ("“We are not leaving,” a teacher from {place} told reporters; {n} pupils stayed.", "وقال معلم من {ar} للصحفيين: «لن نغادر»، وبقي {n} تلميذا."),
    ("The map is at https://example.org/{n} and shows {place}.", "الخريطة على https://example.org/{n} وتظهر {ar}."),
    ("Did the council of {place} know about the {n} letters it never answered?", "هل علم مجلس {ar} بأمر الرسائل التي لم يرد عليها وعددها {n}؟"),
    ("The bridge near {place} was opened in {y} and closed again for repairs two winters later, the engineer wrote.", "كتب المهندس أن الجسر القريب من {ar} افتتح عام {y} وأغلق مجددا للترميم بعد شتاءين."),
)  # fmt: skip
PLACES = (
    ("Karsu", "كارسو"),
    ("Selvi", "سلفي"),
    ("Old Port", "الميناء القديم"),
    ("North Hill", "التل الشمالي"),
    ("Demirkapi", "دميركابي"),
)
COMPARABLE = (
    # pofilter's tests, and our rules that look for the same.
    ("untranslated,blank,isfuzzy,nplurals", "missing,blank,fuzzy,plural-header"),
    ("numbers,urls,emails", "numbers,numbers-added,url,email"),
    ("variables,pythonbraceformat,printf", "placeholders"),
    ("xmltags,brackets", "markup,markup-valid"),
    ("unchanged,doublewords,doublequoting", "untranslated,doubled-word,quote-pairing"),
    ("doublespacing,startwhitespace,endwhitespace,newlines,tabs,escapes", "whitespace,control-characters"),
    ("notranslatewords,musttranslatewords", "glossary"),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=None, help="passed on; all cores otherwise")
    parser.add_argument("--pofilter", default=shutil.which("pofilter"), help="the pofilter program")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ar.po"
        path.write_text(HEADER + "\n".join(catalog_entries(options.units)), encoding="utf-8")
        print(f"{options.units} units, {path.stat().st_size / 1e6:.1f} MB, median of {options.repeat} runs")
        jobs = ["--jobs", str(options.jobs)] if options.jobs else []
        theirs, ours = (",".join(names).split(",") for names in zip(*COMPARABLE, strict=True))
        check = [sys.executable, "-m", "newsl10n", "-C", folder, "check", "--fail-on", "never", *jobs, "ar.po"]
        filtered = [options.pofilter, "--progress=none", str(path), str(Path(folder) / "pofilter.po")]
        others = sorted(rule for rule, known in CHECKS.items() if known.default and rule not in ours)
        for name, mine, tests in (
            ("comparable checks", [word for rule in others for word in ("--disable", rule)], theirs),
            ("all default checks", [], []),
        ):
            own = _report(
                f"newsl10n, {name}" + (f", --jobs {options.jobs}" if options.jobs else ""),
                [*check, *mine],
                options.repeat,
            )
            if options.pofilter:
                other = _report(
                    f"pofilter, {name}", [*filtered, *(w for test in tests for w in ("-t", test))], options.repeat
                )
                print(f"  newsl10n needs {own / other:.2f} of its time")
        if not options.pofilter:
            print("pofilter: not installed; pip install translate-toolkit elsewhere and name it with --pofilter")
    return 0


def catalog_entries(units: int) -> Iterator[str]:
    """PO entries without repetitions; one in 50 lost a number, one in 97 is fuzzy, one in 101 empty."""
    for i in range(units):
        source, target = PATTERNS[i % len(PATTERNS)]
        place, arabic = PLACES[i // 7 % len(PLACES)]
        values = {"place": place, "n": f"{1000 + i:,}", "p": i % 90 + 10, "y": 1900 + i % 120}
        msgid = f"{source.format(**values)} ({i + 100})"
        msgstr = f"{target.format(ar=arabic, **(values | {'n': 7} if i % 50 == 3 else values))} ({i + 100})"
        fuzzy = "#, fuzzy\n" if i % 97 == 5 else ""
        text = "" if i % 101 == 7 else msgstr.replace('"', '\\"')
        yield f'#. block: paragraph\n#: articles/a{i // 40}.md:{i % 40 * 2 + 1}\n{fuzzy}msgid "{msgid}"\nmsgstr "{text}"\n'


def _report(name: str, command: list[str], repeat: int) -> float:
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        times.append(time.perf_counter() - start)
        if done.returncode:
            raise SystemExit(f"{name} failed ({done.returncode}):\n{done.stderr[-2000:]}")
    median = statistics.median(times)
    print(f"{name}: {median:.1f} s ({', '.join(f'{t:.1f}' for t in times)})", flush=True)
    return median


if __name__ == "__main__":
    raise SystemExit(main())
