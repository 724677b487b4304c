"""A region report by WeasyPrint: reads the content that our renderer gets as JSON, prints seconds, megabytes and bytes.

The same texts, tables, charts and order as `impactmonitor/reports/report.typ`, as HTML with a style sheet for A4, and
as tagged PDF (PDF/UA-1). Run by `bench_report.py` in .venv-bench.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from html import escape
from pathlib import Path
from typing import Any

import weasyprint

CSS = """
@page { size: A4; margin: 20mm 18mm; @bottom-right { content: counter(page) } }
body { font: 10pt/1.4 'DejaVu Sans', sans-serif } h1 { break-before: page; font-size: 18pt; bookmark-level: 1 }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; border-bottom: .5pt solid #888 }
svg { max-width: 100% } .small { font-size: 8pt; color: #444 }
"""


def paragraphs(texts: list[str], kind: str = "") -> str:
    return "".join(f'<p class="{kind}">{escape(text)}</p>' for text in texts)


def table(heads: list[str], rows: list[list[str]]) -> str:
    head = "".join(f"<th scope=col>{escape(h)}</th>" for h in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def figure(one: dict[str, Any], words: dict[str, str]) -> str:
    parts = [f"<h2>{escape(one['title'])}</h2>", paragraphs([one["subtitle"]])]
    if one["value"]:
        beside = [f"{name}: {value}" for name, value in one["beside"]]
        parts.append(paragraphs([f"{one['value']} {one['unit']}", *beside]))
    if one["rows"]:
        rows = [[row["label"], *row["cells"]] for row in one["rows"]]
        parts.append(table([words["group"], *one["heads"]], rows))
    if one["chart"]:
        chart = one["chart"]
        rows = [[row["label"], *row["cells"]] for row in chart["rows"]]
        parts.append(f'<figure role=img aria-label="{escape(chart["words"])}">{chart["svg"]}</figure>')
        parts.append(table([words["period"], *chart["heads"]], rows))
    for key in ("sentences", "cautions", "meanings", "questions", "notes"):
        parts.append(paragraphs(one[key]))
    return "".join(parts) + paragraphs([one["source"]], "small")


def html(report: dict[str, Any]) -> str:
    words = report["words"]
    body = [f"<h1>{escape(report['document_title'])}</h1>", paragraphs([report["subtitle"], report["lead"]])]
    body += [f"<h1>{escape(words['guide'])}</h1>", paragraphs(report["guide"]), table(["", ""], report["signs"])]
    body += [f"<h1>{escape(words['summary'])}</h1>"]
    keys = [[f"{f['title']}. {f['subtitle']}", f"{f['value']} {f['unit']}"] for f in report["keys"]]
    body += [table([words["figure"], report["title"]], keys), *(paragraphs(f["sentences"]) for f in report["keys"])]
    body += [paragraphs([s["title"], s["text"], s["question"]]) for s in report["standouts"]]
    body.append(paragraphs(report["standing"]))
    for section in report["sections"]:
        body += [f"<h1>{escape(section['title'])}</h1>", paragraphs([section["question"]])]
        body += [figure(one, words) for one in section["figures"]]
    body += [f"<h1>{escape(words['absent'])}</h1>", paragraphs([report["absent_words"]])]
    for group in report["absent"]:
        body += [f"<h2>{escape(group['theme'])}</h2>", *(paragraphs([e[0], "; ".join(e[1])]) for e in group["entries"])]
    body.append(f"<h1>{escape(words['definitions'])}</h1>")
    for section in report["sections"]:
        for one in section["figures"]:
            body.append(paragraphs([one["title"], one["definition"], *one["does_not_say"], *one["caveats"]]))
    body.append(f"<h1>{escape(words['sources'])}</h1>")
    body += [paragraphs([s["name"], s["owner"], s["licence"], *s["quality"]]) for s in report["sources"]]
    title = escape(report["document_title"])
    return f"<html lang=nl><head><title>{title}</title><style>{CSS}</style></head><body>{''.join(body)}</body></html>"


def main() -> None:
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    began = time.perf_counter()
    made = weasyprint.HTML(string=html(report)).write_pdf(pdf_variant="pdf/ua-1")
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    print(f"{seconds:.3f} {peak:.0f} {len(made)}")


if __name__ == "__main__":
    main()
