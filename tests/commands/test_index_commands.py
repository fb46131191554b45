"""`check_index`, `ensure_index` and `rebuild_index`: what they say, and when they fail."""

import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from search.index.alias import current_index, delete_index
from search.index.engine import indexing_client
from search.index.keeping import bring_up_to_date
from search.models import Letter, News
from tests.alerts.steps import stored
from tests.factories import LetterFactory

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    said = io.StringIO()
    call_command(*arguments, stdout=said)
    return said.getvalue()


@pytest.mark.usefixtures("index")
class TestChecking:
    def test_a_true_copy_is_said_and_is_no_error(self) -> None:
        LetterFactory.create()
        bring_up_to_date()
        assert run("check_index") == "missing 0, stale 0, orphaned 0; waiting 0, rejected 0\n"

    def test_a_difference_is_an_error_until_it_is_mended(self) -> None:
        letter = LetterFactory.create()
        bring_up_to_date()
        indexing_client().delete(index=settings.SEARCH_ALIAS, id=f"{letter.pk}-1", refresh=True)
        with pytest.raises(CommandError, match="check_index --fix"):
            run("check_index")
        said = run("check_index", "--fix").splitlines()
        assert said[0].startswith("missing 1,")
        assert said[1:] == ["After mending:", "missing 0, stale 0, orphaned 0; waiting 0, rejected 0"]
        run("check_index")

    def test_decisions_that_are_not_announced_are_an_error(self) -> None:
        stored()
        bring_up_to_date()
        run("check_index")
        long_ago = timezone.now() - timedelta(hours=1)
        News.objects.update(created_at=long_ago)
        Letter.objects.update(updated_at=long_ago)
        with pytest.raises(CommandError, match="1 new decisions wait to be announced"):
            run("check_index")


@pytest.mark.parametrize("command", ["check_index", "ensure_index", "rebuild_index"])
def test_an_engine_that_is_away_is_an_error_in_words(engine_away: None, command: str) -> None:
    with pytest.raises(CommandError, match="does not answer"):
        run(command)


def test_an_index_is_made_once(index: str) -> None:
    assert run("ensure_index") == "The search index is there.\n"
    delete_index(index)
    assert run("ensure_index") == "The search index was built.\n"


def test_a_rebuild_says_its_index_and_how_much_is_in_it(index: str) -> None:
    LetterFactory.create_batch(2)
    assert run("rebuild_index") == f"2 letters are in the new index {current_index()}.\n"
