"""A letter that one of the staff takes out while another judges it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from search.ingest.quarantine import refuse, release
from search.ingest.removal import remove
from search.models import Letter, News
from search.models.letters import Visibility
from tests.elsewhere import Elsewhere, row_locks
from tests.factories import LetterFactory

pytestmark = [row_locks, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("judge", [release, refuse])
def test_a_letter_that_is_taken_out_meanwhile_stays_out(
    judge: Callable[..., Any],
    elsewhere: Elsewhere,
) -> None:
    letter = LetterFactory.create(visibility=Visibility.QUARANTINED)
    with transaction.atomic():
        remove(Letter.objects.all(), "It names somebody.", None)
        judging = elsewhere(lambda: judge(Letter.objects.all()))
    assert judging.result() == 0
    letter.refresh_from_db()
    assert letter.visibility == Visibility.REMOVED
    assert not News.objects.exists()


def test_two_who_judge_a_letter_at_once_judge_it_once(elsewhere: Elsewhere) -> None:
    LetterFactory.create(visibility=Visibility.QUARANTINED)
    with transaction.atomic():
        assert release(Letter.objects.all()) == 1
        again = elsewhere(lambda: release(Letter.objects.all()))
    assert again.result() == 0
    assert News.objects.count() == 1
