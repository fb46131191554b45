"""The weight of the pages' style and script; tests/browser holds each page to loading nothing else."""

from tests.face.weight import KILOBYTES_AT_MOST, LIBRARIES, weighed


def test_all_sheets_and_scripts_together_are_light() -> None:
    weights = weighed()
    total = sum(weights.values())
    assert total <= KILOBYTES_AT_MOST * 1024, (
        f"{total:,} bytes: {sorted(weights.items(), key=lambda w: -w[1])}"
    )


def test_what_every_page_needs_is_weighed() -> None:
    assert {"css/tokens.css", "css/page.css", "js/in_place.js", *LIBRARIES} <= weighed().keys()
