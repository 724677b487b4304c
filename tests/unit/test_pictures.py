"""Pictures of figures say by themselves what they show and where it is from, and look the same everywhere."""

from __future__ import annotations

import dataclasses
import re
import struct
import zlib
from xml.etree import ElementTree

import pytest
import vl_convert
from factories import observation

from impactmonitor.catalogue.load import Catalogue
from impactmonitor.present import marks
from impactmonitor.present.blocks import Block, Measures, Sources, Subject
from impactmonitor.present.cells import Cited, SourceLine
from impactmonitor.present.charts.letters import text_width, wrapped
from impactmonitor.present.figures import block, by_indicator
from impactmonitor.present.pictures import blocks, canvas
from impactmonitor.present.pictures.picture import INSIDE, Picture, licence_words
from impactmonitor.present.pictures.png import smaller
from impactmonitor.tables import ConfStatus, Observation, ObsStatus, Publication, Stage

PUBLICATION = Publication("84849NED", "84849NED", "Een tabel", "https://www.cbs.nl/tabel", "veilig-thuis", False)
CITED = Cited("Een tabel", "https://www.cbs.nl/tabel", False, "bijgewerkt op 1 mei 2024")
LABEL = "Justitie en veiligheid, exclusief politie"
SVG = "{http://www.w3.org/2000/svg}"


def picture(*drawings: canvas.Drawing, **changes: object) -> Picture:
    fields: dict[str, object] = {
        "title": "Meldingen & adviezen",
        "subtitle": "Aantal. Drenthe, 1e halfjaar 2021*",
        "drawings": drawings,
        "spoken": "Drenthe 31,5.",
        "sentence": "In Drenthe ging het om 31,5.",
        "remarks": ("a: Afgeleid.",),
        "marks": (marks.PROVISIONAL, marks.HIDDEN),
        "source": SourceLine((CITED,), "voorlopig"),
        "licence": licence_words(["CC BY 4.0, bronvermelding CBS"]),
        "release": "0ad9b54609c395b7",
        "fictitious": False,
    }  # fmt: skip
    return Picture(**(fields | changes))  # type: ignore[arg-type]


def words(svg: str) -> str:
    return " ".join(" ".join(e.text or "" for e in ElementTree.fromstring(svg).iter(f"{SVG}text")).split())


def shown(catalogue: Catalogue, own: list[Observation], netherlands: list[Observation]) -> Block:
    sources = Sources(catalogue, {PUBLICATION.id: PUBLICATION})
    name = own[0].indicator
    theirs: Measures = by_indicator(netherlands).get(name, {})
    found = block(
        sources, catalogue.indicators[name], by_indicator(own)[name], theirs, Subject("VT02", "Drenthe", "In Drenthe")
    )
    assert found
    return found


def share(category: str, value: float | None, region: str = "VT02", **changes: object) -> Observation:
    fields = {"indicator": "meldingen-naar-organisatie", "measure": "share", "unit": "%", "decimals": 1}
    return observation(**(fields | {"category": category, "value": value, "region": region} | changes))


def test_a_picture_says_what_it_is_and_where_it_is_from() -> None:
    svg = picture().svg()
    found = words(svg)
    for expected in (
        "Meldingen & adviezen",
        "Drenthe, 1e halfjaar 2021*",
        "In Drenthe ging het om 31,5.",
        "Voorlopig: kan nog veranderen.",
        "Bron: Een tabel, bijgewerkt op 1 mei 2024. Status: voorlopig.",
        "Licentie: CC BY 4.0, bronvermelding CBS.",
        "uitgave 0ad9b54609c395b7",
    ):
        assert expected in found
    root = ElementTree.fromstring(svg)
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "t d")
    assert root.findtext(f"{SVG}desc") == "Drenthe 31,5."


def test_demonstration_figures_say_so_in_the_picture() -> None:
    assert "Fictieve voorbeeldcijfers" in words(picture(fictitious=True).svg())
    assert "Fictieve" not in picture().svg()


def test_nothing_in_a_picture_comes_from_elsewhere_or_is_a_style() -> None:
    svg = picture(canvas.Drawing(20, canvas.sign("hatch", 0, 0)), fictitious=True).svg()
    for forbidden in ("style", "<script", "href", "url(", "<image", "class="):
        assert forbidden not in svg


def test_a_png_has_twice_the_pixels() -> None:
    found = picture(canvas.Drawing(100, canvas.point("region", 50, 50, 7, False)))
    png = found.png()
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    root = ElementTree.fromstring(found.svg())
    assert (width, height) == (1440, 2 * int(root.get("height", "0")))


def test_a_png_becomes_smaller_and_stays_the_same_picture() -> None:
    raw = vl_convert.svg_to_png(picture(canvas.Drawing(100, canvas.point("region", 50, 50, 7, False))).svg())
    small = smaller(raw)
    assert len(small) < len(raw)
    assert pixels(small) == pixels(raw)
    with pytest.raises(ValueError, match="no PNG"):
        smaller(b"GIF89a")


def pixels(png: bytes) -> bytes:
    """All image data of a PNG, uncompressed; its checksums must be right."""
    place, found = 8, b""
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        body = png[place + 8 : place + 8 + length]
        assert struct.unpack(">I", png[place + 8 + length : place + 12 + length])[0] == zlib.crc32(kind + body)
        found += body if kind == b"IDAT" else b""
        place += 12 + length
    return zlib.decompress(found)


def test_everything_stays_within_the_picture() -> None:
    long = picture(
        title="Een lange titel met veel woorden " * 6, source=SourceLine((Cited("Tabel " * 60, "", True, ""),), "x")
    )
    svg = long.svg()
    root = ElementTree.fromstring(svg)
    for item in root.iter(f"{SVG}text"):
        size = float(item.get("font-size", "13"))
        assert text_width(item.text or "", size, item.get("font-weight") == "700") <= INSIDE + 1
    assert "(uit tweede hand)" in words(svg)


def test_a_key_figure_with_the_netherlands_on_one_scale(catalogue: Catalogue) -> None:
    fields = {"measure": "rate", "unit": "per 10 000 inwoners", "decimals": 1}
    found = shown(
        catalogue,
        [observation(region="VT02", value=23.5, stage=Stage.PROVISIONAL, **fields)],
        [observation(value=34.8, **fields)],
    )
    (drawing,) = blocks.drawings(found)
    text = words(picture(drawing).svg())
    assert "23,5* per 10.000 inwoners" in text
    assert "Drenthe 23,5*" in text
    assert "Nederland 34,8" in text
    assert 'fill="#ffffff" stroke="#005f73"' in drawing.markup, "provisional is open"
    assert 'fill="#a84d00" stroke="#a84d00"' in drawing.markup


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"value": None, "obs_status": ObsStatus.MISSING}, "punt van bron"),
        ({"value": 3.0, "conf_status": ConfStatus.PRIMARY}, "verborgen"),
        ({"value": None, "obs_status": ObsStatus.NOT_COLLECTED}, "niet gemeten"),
    ],
)
def test_an_absent_key_figure_shows_its_sign_and_no_number(
    catalogue: Catalogue, changes: dict[str, object], word: str
) -> None:
    found = shown(catalogue, [observation(region="VT02", **changes)], [])
    (drawing,) = blocks.drawings(found)
    text = words(picture(drawing, sentence="", remarks=(), marks=()).svg())
    assert word in text
    assert "<rect" in drawing.markup
    assert not re.search(r"\b3\b", text.replace("halfjaar 2021", ""))


def test_a_breakdown_has_a_bar_for_each_figure_and_none_for_zero_or_gap(catalogue: Catalogue) -> None:
    own = [share("politie", 54.6), share("burger", 0.0), share("huisarts", None, obs_status=ObsStatus.MISSING)]
    theirs = [share("politie", 64.2, "NL01"), share("burger", 11.0, "NL01"), share("huisarts", 0.9, "NL01")]
    (drawing,) = blocks.drawings(shown(catalogue, own, theirs))
    bars = {fill: [float(w) for w in re.findall(rf'width="([\d.]+)" height="[\d.]+" fill="{fill}"', drawing.markup)]
            for fill in ("#005f73", "#a84d00")}  # fmt: skip
    assert [width > 0 for width in bars["#005f73"]] == [True, False]
    assert len(bars["#a84d00"]) == 3
    assert len(set(re.findall(r'<rect x="([\d.]+)"[^>]*fill="#(?:005f73|a84d00)"', drawing.markup))) == 1, (
        "all bars begin at one line: nothing is stacked"
    )
    assert "54,6" in drawing.markup


def test_a_long_label_takes_two_lines() -> None:
    assert wrapped(LABEL, 150) == ["Justitie en veiligheid,", "exclusief politie"]
    assert wrapped("", 100) == [""]
    assert wrapped("onafbreekbaarwoord", 10) == ["onafbreekbaarwoord"]


def test_every_sign_of_a_gap_can_be_drawn() -> None:
    drawn = {canvas.sign(mark.drawing, 0, 0) for mark in marks.ALL if mark.drawing}
    assert len(drawn) >= 6


def test_the_licence_is_named_once() -> None:
    assert licence_words(["CC BY 4.0.", "CC BY 4.0"]) == "Licentie: CC BY 4.0."
    assert licence_words([]) == ""


def test_words_are_part_of_what_is_cited(catalogue: Catalogue) -> None:
    assert dataclasses.replace(picture(), licence="").svg().count("Licentie") == 0


def test_a_letter_that_refers_to_a_note_stands_higher() -> None:
    """As on the pages; with nothing between it and its number."""
    drawn = ElementTree.fromstring(canvas.text(f"71,5*{canvas.raised('a')} per jaar", 0, 20, 10))
    up, down = drawn
    assert ("".join(drawn.itertext()), up.text, down.text) == ("71,5*a per jaar", "a", " per jaar")
    assert float(up.get("dy", 0)) == -float(down.get("dy", 0)) < 0
    assert float(up.get("font-size", 0)) < 10
    assert text_width(f"71,5{canvas.raised('a')}") == text_width("71,5a")
    assert canvas.raised("") == ""
