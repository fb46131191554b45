"""Whatever is sent to the search page, it answers with a page, a mistake to mend, or that there is none."""

from collections.abc import Callable
from itertools import islice
from urllib.parse import urlencode

from django.test import Client

from search.generator import make_letters
from tests.factories import LetterFactory
from tests.fuzz.hostile_questions import hostile_parameters

COUNT = 600
Write = Callable[[], None]


def test_hostile_parameters_never_break_the_search_page(make_searchable: Write, stranger: Client) -> None:
    for made in make_letters(5, seed=3, layout="E"):
        LetterFactory(case_summary=made.text[:3000])
    make_searchable()
    broken = []
    for parameters in islice(hostile_parameters(seed=5), COUNT):
        typed = urlencode(parameters, errors="surrogatepass")
        status = stranger.get(f"/?{typed}").status_code
        if status not in {200, 302, 400, 404}:
            broken.append((status, typed[:300]))
    assert not broken
