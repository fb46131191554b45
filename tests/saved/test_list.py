"""An owner's list: what each search finds, what is new, in which order; and what becomes of one."""

import re

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.index.engine import search_many
from search.index.errors import EngineRefused
from search.models import SavedQuery
from search.models.saved import Frequency
from search.news.positions import newest_position
from search.saved import views
from tests.conftest import no_engine
from tests.pages.html import get, words_of
from tests.people_factories import SavedQueryFactory
from tests.saved.conftest import Publish


def line(html: str, saved: SavedQuery) -> str:
    """The words of one line of the list."""
    return words_of(html.split(f'id="saved-{saved.pk}"', 1)[1].split('id="saved-', 1)[0])


def names(html: str) -> list[str]:
    return re.findall(r'<h2><a href="/saved/\d+/open">([^<]*)</a>', html)


def test_each_line_says_what_is_found_and_what_is_new(publish: Publish, client: Client, owner: User) -> None:
    publish({"treatment": "Lumbar fusion"}, {"treatment": "Lumbar brace"})
    seen = newest_position()
    publish({"treatment": "Lumbar fusion"})
    fusion = SavedQueryFactory.create(owner=owner, parameters="q=fusion", looked_position=seen, label="Spine")
    lumbar = SavedQueryFactory.create(owner=owner, parameters="q=lumbar", looked_position=newest_position())
    html = get(client, "/saved/")
    assert "2 decisions 1 new since your last look" in line(html, fusion)
    assert "Label: Spine" in line(html, fusion)
    assert "3 decisions Nothing new" in line(html, lumbar)


def test_the_count_is_the_count_of_the_result(publish: Publish, client: Client, owner: User) -> None:
    for outcome in ("upheld", "overturned", "overturned"):
        publish(
            {"treatment": "Lumbar fusion", "outcome": outcome}, {"treatment": "Brace", "outcome": outcome}
        )
    for parameters in (
        "",
        "q=fusion&outcome=overturned",
        "not_outcome=upheld",
        "q=fusion+OR+brace&decided_from=2016-12",
    ):
        saved = SavedQueryFactory.create(owner=owner, parameters=parameters)
        (shown,) = re.findall(
            r'<h2 class="count"[^>]*><strong>(\d+) decision', get(client, f"/?{parameters}")
        )
        assert f"{shown} decision" in line(get(client, "/saved/"), saved)


def test_without_the_engine_the_list_is_there_and_says_why_counts_are_missing(
    client: Client, owner: User
) -> None:
    saved = SavedQueryFactory.create(owner=owner)
    with no_engine():
        html = get(client, "/saved/")
    assert "the counts are missing" in words_of(html)
    assert "decisions" not in line(html, saved).replace("Counted are decisions", "")
    assert names(html) == ["Lumbar fusion"]


def test_a_search_that_cannot_be_asked_says_so_and_spoils_no_other(
    publish: Publish, client: Client, owner: User
) -> None:
    publish({})
    broken = SavedQueryFactory.create(owner=owner, parameters="q=knee&colour=red")
    whole = SavedQueryFactory.create(owner=owner, parameters="q=lumbar")
    html = get(client, "/saved/")
    assert "cannot be asked any more" in line(html, broken)
    assert "1 decision" in line(html, whole)


def test_one_request_of_several_that_is_refused_is_a_fault(index: str) -> None:
    with pytest.raises(EngineRefused):
        search_many([{"query": {"match_all": {}}}, {"query": {"no_such_query": {}}}])


def test_the_database_is_asked_no_more_for_many_than_for_few(
    publish: Publish, client: Client, owner: User
) -> None:
    publish({})
    questions = []
    for number in (2, 48):
        for _ in range(number):
            SavedQueryFactory.create(owner=owner, parameters="q=lumbar")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            get(client, "/saved/")
        questions.append(len(asked))
    assert questions[0] == questions[1]


def test_a_long_list_has_pages(
    index: str, client: Client, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "ON_A_PAGE", 2)
    for place in range(5):
        SavedQueryFactory.create(owner=owner, name=f"Number {place}", place=place)
    assert names(get(client, "/saved/")) == ["Number 0", "Number 1"]
    assert names(get(client, "/saved/", page="3")) == ["Number 4"]
    assert names(get(client, "/saved/", page="99")) == ["Number 4"]
    assert names(get(client, "/saved/", page="forged")) == ["Number 0", "Number 1"]


def test_the_list_is_narrowed_by_a_label(index: str, client: Client, owner: User) -> None:
    SavedQueryFactory.create(owner=owner, name="A", label="Spine & <b>")
    SavedQueryFactory.create(owner=owner, name="B", label="Drugs")
    SavedQueryFactory.create(name="C", label="Drugs")
    html = get(client, "/saved/", label="Spine & <b>")
    assert names(html) == ["A"]
    assert "?label=Spine%20%26%20%3Cb%3E" in html
    assert set(names(get(client, "/saved/", label="no such label"))) == {"A", "B"}
    assert set(names(get(client, "/saved/", label="nul\x00l"))) == {"A", "B"}


def test_the_newest_stands_first_and_all_can_be_moved(index: str, client: Client, owner: User) -> None:
    for name in "CBA":
        client.post("/saved/save", {"name": name, "frequency": "off", "parameters": "q=fusion"})
    assert names(get(client, "/saved/")) == ["A", "B", "C"]
    first = SavedQuery.objects.get(name="A")
    response = client.post(f"/saved/{first.pk}/move", {"direction": "down"})
    assert response["Location"] == f"/saved/#saved-{first.pk}"
    assert names(get(client, "/saved/")) == ["B", "A", "C"]
    client.post(f"/saved/{first.pk}/move", {"direction": "down"})
    client.post(f"/saved/{first.pk}/move", {"direction": "down"})
    assert names(get(client, "/saved/")) == ["B", "C", "A"]
    client.post(f"/saved/{first.pk}/move", {"direction": "up"})
    assert names(get(client, "/saved/")) == ["B", "A", "C"]


def test_among_those_with_a_label_one_moves_past_the_next_with_it(
    index: str, client: Client, owner: User
) -> None:
    rows = [
        SavedQueryFactory.create(owner=owner, name=name, label=label, place=place)
        for place, (name, label) in enumerate([("A", "x"), ("B", ""), ("C", "x"), ("D", "")])
    ]
    response = client.post(f"/saved/{rows[0].pk}/move", {"direction": "down", "label": "x"})
    assert response["Location"] == f"/saved/?label=x#saved-{rows[0].pk}"
    assert names(get(client, "/saved/")) == ["C", "B", "A", "D"]


def test_a_move_to_nowhere_is_refused(client: Client, owner: User) -> None:
    saved = SavedQueryFactory.create(owner=owner)
    assert client.post(f"/saved/{saved.pk}/move", {"direction": "sideways"}).status_code == 400


def test_what_an_owner_wrote_can_be_changed(index: str, client: Client, owner: User) -> None:
    saved = SavedQueryFactory.create(owner=owner, looked_position=5, announced_position=7)
    changed = {"name": "Other name", "note": "two\nlines", "label": "Spine", "frequency": "weekly"}
    assert client.post(f"/saved/{saved.pk}/edit", changed)["Location"] == f"/saved/#saved-{saved.pk}"
    saved.refresh_from_db()
    assert (saved.name, saved.note, saved.label) == ("Other name", "two\nlines", "Spine")
    assert saved.frequency == Frequency.WEEKLY
    assert saved.due_at is not None
    assert (saved.parameters, saved.looked_position) == ("q=lumbar+fusion", 5)


def test_a_mistake_in_the_form_changes_nothing(index: str, client: Client, owner: User) -> None:
    saved = SavedQueryFactory.create(owner=owner, name="As it was")
    response = client.post(f"/saved/{saved.pk}/edit", {"name": "", "frequency": "weekly"})
    assert response.status_code == 400
    assert "<h1>As it was</h1>" in response.content.decode()
    saved.refresh_from_db()
    assert (saved.name, saved.frequency) == ("As it was", Frequency.OFF)


def test_a_saved_search_can_ask_for_something_else(publish: Publish, client: Client, owner: User) -> None:
    publish({})
    saved = SavedQueryFactory.create(
        owner=owner, parameters="q=lumbar", parameters_version=1, looked_position=3
    )
    html = get(client, "/", q="steroid", saved=str(saved.pk))
    assert "Changed from your saved search Lumbar fusion" in words_of(html)
    assert 'name="parameters" value="q=steroid"' in html
    response = client.post(f"/saved/{saved.pk}/replace", {"parameters": "q=steroid&page=4"})
    assert response["Location"] == f"/?q=steroid&saved={saved.pk}"
    saved.refresh_from_db()
    assert (saved.parameters, saved.name, saved.looked_position) == ("q=steroid", "Lumbar fusion", 3)


@pytest.mark.parametrize("parameters", ["outcome=maybe", "q=%22open", "q=" + "a" * 20_000])
def test_what_cannot_be_asked_replaces_nothing(client: Client, owner: User, parameters: str) -> None:
    saved = SavedQueryFactory.create(owner=owner)
    response = client.post(f"/saved/{saved.pk}/replace", {"parameters": parameters})
    assert response.status_code == 400
    saved.refresh_from_db()
    assert saved.parameters == "q=lumbar+fusion"


def test_a_copy_is_quiet_and_private(index: str, client: Client, owner: User) -> None:
    saved = SavedQueryFactory.create(
        owner=owner,
        name="n" * 100,
        note="Note",
        label="Spine",
        frequency=Frequency.DAILY,
        share_nonce="a" * 32,
        feed_nonce="b" * 32,
    )
    response = client.post(f"/saved/{saved.pk}/duplicate")
    copy = SavedQuery.objects.exclude(pk=saved.pk).get()
    assert response["Location"] == f"/saved/{copy.pk}/edit"
    assert copy.name == "n" * 93 + " (copy)"
    assert (copy.owner, copy.note, copy.label, copy.parameters) == (owner, "Note", "Spine", saved.parameters)
    assert (copy.frequency, copy.share_nonce, copy.feed_nonce) == (Frequency.OFF, "", "")


def test_deleting_asks_first(client: Client, owner: User) -> None:
    saved = SavedQueryFactory.create(owner=owner)
    assert "cannot be undone" in words_of(get(client, f"/saved/{saved.pk}/delete"))
    assert SavedQuery.objects.filter(pk=saved.pk).exists()
    client.post(f"/saved/{saved.pk}/delete")
    assert not SavedQuery.objects.filter(pk=saved.pk).exists()


def test_an_empty_list_says_what_to_do(client: Client) -> None:
    assert "Nothing is saved yet" in words_of(get(client, "/saved/"))
