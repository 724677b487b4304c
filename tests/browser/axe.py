"""What every page is measured by: findings of axe, and how wide it becomes."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FINDINGS = """async (tags) => {
  const result = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  const places = v => v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(" | ");
  return result.violations.map(v => `${v.id}: ${v.help} ${places(v)}`);
}"""


def unfold(page: Page) -> None:
    """Open everything that can be folded."""
    page.eval_on_selector_all("details", "found => found.forEach(d => { d.open = true; })")


def findings(page: Page) -> list[str]:
    """What axe finds in the page as it is, by rule and place."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(FINDINGS, TAGS)
    return found


def width(page: Page) -> int:
    """How wide the page is with its own letters, in pixels."""
    found: int = page.evaluate("document.fonts.ready.then(() => document.documentElement.scrollWidth)")
    return found
