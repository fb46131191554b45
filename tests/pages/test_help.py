"""The help with searching, and that what it says is so."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from search.finding import find
from search.forms import SearchForm
from search.generator import make_letters
from search.ingest.storing import store_letter
from search.letters import LetterText, read_letter
from search.management.commands.load_demo import SEED
from search.models import IncomingFile
from search.pages.guide import guide
from search.query.request import Match, SearchRequest
from search.query.syntax import as_typed, parse
from search.query.syntax.fields import fields
from search.query.syntax.operators import examples, operators
from tests.factories import IncomingFileFactory

SEARCHING = Path(__file__).resolve().parent.parent.parent / "docs" / "searching.md"


def help_page() -> str:
    response = Client().get(reverse("help-search"))
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_each_operator_and_field_is_told_with_an_example_that_runs() -> None:
    page = help_page()
    for operator in operators():
        assert operator.meaning in page
    for name in fields():
        assert f"<code>{name}:</code>" in page
    for example in examples():
        assert f'href="/?{urlencode({"q": example})}"><code>{example}</code>' in page


def test_every_page_leads_to_the_help() -> None:
    assert f'href="{reverse("help")}"' in help_page()
    guide = Client().get(reverse("help")).content.decode()
    assert f'href="{reverse("help-search")}"' in guide


def test_the_documentation_shows_every_example_and_operator() -> None:
    text = SEARCHING.read_text(encoding="utf-8")
    for example in examples():
        assert f"`{example}`" in text
    for name in fields():
        assert f"`{name}:`" in text


@pytest.mark.parametrize("example", examples())
def test_each_example_can_be_asked(example: str) -> None:
    assert parse(as_typed(parse(example))) == parse(example)
    assert not parse(example).is_empty


def guide_searches() -> list[str]:
    """What the guide's links to results and statistics ask for."""
    links = re.findall(r'href="/(?:insights|sides)?\?([^"]*)"', unescape(guide().html))
    assert len(links) > 4
    return [link.partition("&compare=")[0] for link in links]


def _store_demo_letters(count: int) -> None:
    for letter in make_letters(count, SEED):
        text = LetterText.from_full(letter.text)
        file: IncomingFile = IncomingFileFactory.create(name=f"{letter.file_stem}.txt")
        with transaction.atomic():
            store_letter(file, text, read_letter(text))


def test_each_example_finds_demo_letters(make_searchable: Callable[[], None]) -> None:
    _store_demo_letters(200)
    make_searchable()
    found = {
        example: find(SearchRequest(question=parse(example), match=Match.ALL)).total for example in examples()
    }
    assert {example for example, total in found.items() if not total} == set()
    for query in guide_searches():
        form = SearchForm(QueryDict(query))
        assert form.is_valid(), query
        asked = replace(form.to_request(), match=Match.ALL)
        found[query] = find(asked).total
    everything = find(SearchRequest()).total
    assert {example for example, total in found.items() if total == everything} == set()
