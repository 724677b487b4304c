"""The master and layouts of a deck: placeholders with theme colours and one font, so that who restyles the master
restyles every slide.

The font is Arial: every machine has it, so that lines end where we saw them end.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Slides
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Inches

from impactmonitor.language import gettext as _
from impactmonitor.present.charts import palette

FONT = "Arial"
WIDTH, HEIGHT = 13.333, 7.5
"""Size of a slide in inches."""
TITLE, TEXT, CHART, TABLE, SUBTITLE, SOURCE, RELEASE, BANNER = 0, 1, 10, 11, 12, 13, 14, 15
"""Numbers (`idx`) of placeholders, the same on every layout that has them."""
OPENING, PART, WRITTEN, CHARTED, COUNTED, TABLED = range(6)
"""Layouts, in their order in the file."""
CAUTION = "#fdf1cf"
_MARGIN, _WIDE = 0.6, 12.13
_SPACE = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_COLOURS = {
    "dk1": palette.INK,
    "lt1": palette.SURFACE,
    "dk2": palette.INK_2,
    "lt2": CAUTION,
    "accent1": palette.REGION,
    "accent2": palette.NETHERLANDS,
    "accent3": palette.OTHER,
    "accent4": palette.AXIS,
    "accent5": palette.INK_2,
    "accent6": palette.EVENT,
    "hlink": palette.REGION,
    "folHlink": palette.INK_2,
}


@dataclass(frozen=True)
class Box:
    """A placeholder: its kind and number, its place in inches, and its letters (size in points, a theme colour)."""

    kind: str
    idx: int
    prompt: str
    x: float
    y: float
    width: float
    height: float
    size: int
    bold: bool = False
    colour: str = "tx1"
    fill: str = ""
    anchor: str = "t"
    bullet: bool = False


def new() -> Slides:
    """An empty deck with our master, in the language of the moment."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for part in (slides.part, slides.part.package):
        for key, rel in list(part._rels.items()):
            if rel.reltype in (RT.THUMBNAIL, RT.PRINTER_SETTINGS):
                part._rels.pop(key)
    wanted = _layouts()
    for layout in list(slides.slide_layouts)[len(wanted) :]:
        slides.slide_layouts.remove(layout)
    _master(slides.slide_master)
    for layout, (name, dark, boxes) in zip(slides.slide_layouts, wanted, strict=True):
        _layout(layout, name, dark, boxes)
    return slides


def size_of(layout: SlideLayout, idx: int) -> tuple[float, float, int]:
    """Width and height in inches, and size of letters in points, of a placeholder of ours."""
    number = list(layout.slide_master.slide_layouts).index(layout)
    box = next(b for b in _layouts()[number][2] if b.idx == idx)
    return box.width, box.height, box.size


def _layouts() -> list[tuple[str, bool, list[Box]]]:
    """Name, whether it is dark, and placeholders of each layout."""
    text, title = _("Tekst"), _("Titel")
    head = Box("title", TITLE, title, _MARGIN, 0.5, _WIDE, 0.8, 28, bold=True, anchor="b")
    under = Box("body", SUBTITLE, _("Wat, waar en wanneer"), _MARGIN, 1.3, _WIDE, 0.45, 16, colour="tx2")
    source = Box("body", SOURCE, _("Bron"), _MARGIN, 6.3, _WIDE, 0.6, 11, colour="tx2", anchor="b")
    beside = Box("body", TEXT, text, 8.45, 1.85, 4.28, 4.4, 15)
    light, dark = _furniture("tx2"), _furniture("bg1")
    return [
        (
            _("Begin"),
            True,
            [
                Box("ctrTitle", TITLE, title, 1.0, 1.6, 11.3, 1.9, 48, bold=True, colour="bg1", anchor="b"),
                Box("body", SUBTITLE, _("Wat, waar en wanneer"), 1.0, 3.6, 11.3, 0.7, 24, colour="bg1"),
                Box("body", TEXT, text, 1.0, 4.4, 11.3, 2.0, 16, colour="bg1"),
                *dark,
            ],
        ),
        (
            _("Onderdeel van het gesprek"),
            True,
            [
                Box("title", TITLE, title, 1.0, 0.9, 11.3, 1.3, 36, bold=True, colour="bg1", anchor="b"),
                Box("body", SUBTITLE, _("Doel en tijd"), 1.0, 2.3, 11.3, 0.9, 20, colour="bg1"),
                Box("body", TEXT, text, 1.0, 3.3, 11.3, 3.3, 20, colour="bg1", bullet=True),
                *dark,
            ],
        ),
        (
            _("Tekst"),
            False,
            [head, Box("body", TEXT, text, _MARGIN, 1.5, _WIDE, 5.2, 20, bullet=True), *light],
        ),
        (
            _("Cijfer met grafiek"),
            False,
            [head, under, Box("chart", CHART, _("Grafiek"), _MARGIN, 1.85, 7.6, 4.4, 12), beside, source, *light],
        ),
        (
            _("Cijfer als getal"),
            False,
            [
                head,
                under,
                Box("body", CHART, _("Getal"), _MARGIN, 1.85, 7.6, 4.4, 20),
                beside,
                source,
                *light,
            ],
        ),
        (
            _("Tabel"),
            False,
            [head, under, Box("tbl", TABLE, _("Tabel"), _MARGIN, 1.95, _WIDE, 4.2, 14), source, *light],
        ),
    ]


def _furniture(colour: str) -> list[Box]:
    """What stands on every slide."""
    return [
        Box("body", RELEASE, _("Uitgave"), _MARGIN, 6.95, 10.0, 0.35, 10, colour=colour, anchor="ctr"),
        Box("sldNum", 4, "", 11.73, 6.95, 1.0, 0.35, 10, colour=colour, anchor="ctr"),
        Box("body", BANNER, _("Waarschuwing"), 0, 0, WIDTH, 0.4, 14, bold=True, fill="bg2", anchor="ctr"),
    ]


def _shape(number: int, box: Box) -> str:
    emu = [int(Inches(v)) for v in (box.x, box.y, box.width, box.height)]
    kind = f'type="{box.kind}"' + (f' idx="{box.idx}"' if box.idx else "")
    fill = f'<a:solidFill><a:schemeClr val="{box.fill}"/></a:solidFill>' if box.fill else "<a:noFill/>"
    indent = 'marL="285750" indent="-285750"' if box.bullet else 'marL="0" indent="0"'
    sign = '<a:buFont typeface="Arial"/><a:buChar char="&#8226;"/>' if box.bullet else "<a:buNone/>"
    side = "r" if box.kind == "sldNum" else "l"
    text = f"<a:r><a:t>{escape(box.prompt)}</a:t></a:r>"
    if box.kind == "sldNum":
        text = '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:t>#</a:t></a:fld>'
    return f"""<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{escape(box.prompt or "Nr")} {number}"/>
      <p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>
      <p:spPr><a:xfrm><a:off x="{emu[0]}" y="{emu[1]}"/><a:ext cx="{emu[2]}" cy="{emu[3]}"/></a:xfrm>
        <a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</p:spPr>
      <p:txBody><a:bodyPr lIns="91440" tIns="0" rIns="91440" bIns="0" anchor="{box.anchor}"><a:normAutofit/></a:bodyPr>
        <a:lstStyle><a:lvl1pPr {indent} algn="{side}"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>
          <a:spcBef><a:spcPts val="{300 if box.kind == "body" else 0}"/></a:spcBef>{sign}
          <a:defRPr sz="{box.size * 100}" b="{int(box.bold)}">
            <a:solidFill><a:schemeClr val="{box.colour}"/></a:solidFill></a:defRPr>
        </a:lvl1pPr></a:lstStyle><a:p>{text}</a:p></p:txBody></p:sp>"""


def _tree(shapes: str) -> etree._Element:
    return parse_xml(
        f'<p:spTree {_SPACE}><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f"<p:grpSpPr/>{shapes}</p:spTree>"
    )


def _filled(element: etree._Element, shapes: str, fill: str = "") -> None:
    """Put these shapes on a master or layout, on a background of a theme colour."""
    common = element.cSld
    for old in list(common):
        common.remove(old)
    if fill:
        colour = f'<a:solidFill><a:schemeClr val="{fill}"/></a:solidFill><a:effectLst/>'
        common.append(parse_xml(f"<p:bg {_SPACE}><p:bgPr>{colour}</p:bgPr></p:bg>"))
    common.append(_tree(shapes))


def _layout(layout: SlideLayout, name: str, dark: bool, boxes: list[Box]) -> None:
    element = layout._element
    for attribute in ("type", "userDrawn"):
        element.attrib.pop(attribute, None)
    _filled(element, "".join(_shape(n, box) for n, box in enumerate(boxes, 2)), "accent1" if dark else "")
    element.cSld.set("name", name)


def _master(master: SlideMaster) -> None:
    boxes = [
        Box("title", 0, _("Titel"), _MARGIN, 0.5, _WIDE, 0.8, 28, bold=True, anchor="b"),
        Box("body", 1, _("Tekst"), _MARGIN, 1.5, _WIDE, 5.2, 20, bullet=True),
        Box("sldNum", 4, "", 11.73, 6.95, 1.0, 0.35, 10, colour="tx2", anchor="ctr"),
    ]
    _filled(master._element, "".join(_shape(n, box) for n, box in enumerate(boxes, 2)), "bg1")
    styles = master._element.find("{*}txStyles")
    for name, size, bold in (("titleStyle", 2800, 1), ("bodyStyle", 2000, 0)):
        for level in styles.find(f"{{*}}{name}"):
            if not level.tag.endswith("pPr"):
                continue
            level.set("algn", "l")
            level.find("{*}defRPr").set("sz", str(size))
            level.find("{*}defRPr").set("b", str(bold))
    theme = master.part.part_related_by(RT.THEME)
    theme._blob = _theme(theme.blob)


def _theme(blob: bytes) -> bytes:
    """The theme with our colours and font, under our name."""
    root = etree.fromstring(blob)
    root.set("name", "Impactmonitor")
    for name, colour in _COLOURS.items():
        slot = root.find(f".//{{*}}clrScheme/{{*}}{name}")
        for old in list(slot):
            slot.remove(old)
        etree.SubElement(slot, f"{{{etree.QName(slot).namespace}}}srgbClr", val=colour.lstrip("#").upper())
    for slot in root.findall(".//{*}fontScheme/*/{*}latin"):
        slot.set("typeface", FONT)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
