"""How wide the letters of Open Sans are, in thousandths of their size: the same wherever a chart is laid out."""

from __future__ import annotations

_REGULAR = {
    169: "’‘",
    219: "'",
    252: "ijlíìïî",
    259: ",",
    260: " \u00a0",
    263: ".:;·",
    264: "!",
    269: "J",
    277: "`",
    279: "I",
    295: "()",
    322: "-",
    327: "[]",
    336: "f",
    349: "“”",
    356: "t",
    367: "/\\",
    375: "{}",
    376: "•",
    398: '"',
    409: "r",
    428: "°",
    432: "?",
    438: "_",
    469: "z",
    477: "s",
    479: "cç",
    500: "v–",
    501: "y",
    514: "§",
    516: "F",
    522: "L",
    523: "x",
    525: "k",
    543: "g",
    548: "S",
    549: "|",
    551: "*T",
    556: "EaáàäâÉ",
    559: "Y",
    562: "eéèëê",
    572: "$+0123456789<=>Z^~€×−",
    578: "X",
    596: "V",
    602: "Poóòöô",
    612: "Kbdpq",
    613: "hnuúùüûñ",
    617: "R",
    630: "C",
    632: "A",
    646: "#B",
    726: "D",
    727: "G",
    729: "&U",
    737: "H",
    753: "N",
    768: "½",
    775: "w",
    778: "OQ…",
    827: "%",
    832: "©",
    896: "@",
    899: "M",
    923: "W",
    926: "m",
    1000: "—",
}
_BOLD = {
    217: "’‘",
    260: " \u00a0",
    266: "'",
    285: ",.:;·",
    286: "!",
    305: "ijlíìïî",
    322: "-",
    331: "IJ[]",
    339: "()",
    362: "`",
    376: "•",
    387: "f",
    394: "{}",
    411: "_",
    413: "/\\",
    428: "°",
    434: "t",
    445: "“”",
    454: "r",
    472: '"',
    477: "?",
    486: "§",
    488: "z",
    497: "s",
    500: "–",
    514: "cç",
    545: "*",
    549: "F",
    551: "S|",
    560: "EÉ",
    565: "Lg",
    569: "vy",
    572: "$+0123456789<=>^~€×−",
    578: "x",
    579: "TZ",
    591: "eéèëê",
    604: "aáàäâ",
    619: "oóòöô",
    620: "k",
    624: "Y",
    628: "P",
    633: "bdpq",
    637: "C",
    646: "#",
    650: "V",
    657: "hnuúùüûñ",
    660: "R",
    664: "K",
    667: "X",
    672: "B",
    690: "A",
    724: "G",
    740: "D",
    750: "&",
    756: "U",
    765: "H",
    796: "OQ",
    813: "N",
    832: "©",
    855: "…",
    856: "w",
    874: "½",
    897: "@",
    901: "%",
    943: "M",
    967: "W",
    982: "m",
    1000: "—",
}
_OTHER = 600
"""Width of a letter that is not listed."""
_WIDTHS = tuple(
    {letter: width for width, letters in table.items() for letter in letters} for table in (_REGULAR, _BOLD)
)


def text_width(text: str, size: float = 13, bold: bool = False) -> float:
    """Width of a text in pixels."""
    widths = _WIDTHS[bold]
    text = text.replace("\u2060", "")  # joins words and has no width
    return sum(widths.get(letter, _OTHER) for letter in text) * size / 1000


def wrapped(text: str, width: float, size: float = 13, bold: bool = False) -> list[str]:
    """A text in lines that fit; a word that is longer than a line stands alone on it."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", size, bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def fitting(text: str, width: float, size: float, bold: bool = False) -> float:
    """The size at which a text fits, at most this one: a name is never cut."""
    return min(size, size * width / max(text_width(text, size, bold), 1))
