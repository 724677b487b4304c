"""Links that once led nowhere: of what is there in few areas, in part, or of before an area existed."""

from __future__ import annotations

import pytest

from pages.conftest import Get


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/indicatoren/ses-woa-score/", "/indicatoren/"),
        ("/indicatoren/duur-bij-adviezen/", "/indicatoren/"),
        ("/download/gemeente/voorne-aan-zee/", "/gemeente/"),
        ("/gemeente/alphen-chaam/2025H1/jeugdhulp/", "/gemeente/"),
        ("/gemeente/ameland/2025H1/jeugdhulp/", "/gemeente/"),
    ],
)
def test_every_link_of_these_pages_answers(get: Get, path: str, to: str) -> None:
    links = {link.partition("?")[0].partition("#")[0] for link in get(path).links}
    for link in sorted(own for own in links if own.startswith(to) and not own.endswith(("png", "csv", "xlsx", "ods"))):
        get(link, 200)
