"""Similar decisions: of other letters, of the same treatment, on both sides, with a rate to follow."""

import re
from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any

import pytest
from django.test import Client

from search.index.errors import EngineUnavailable
from search.models import Letter
from search.models.letters import Visibility
from search.query.similar import most_similar
from search.reading.similar import Similar, find_similar
from tests.factories import LetterFactory
from tests.pages.html import get, words_of

pytestmark = pytest.mark.django_db

TRAMADOL: dict[str, Any] = {
    "treatment": "Tramadol 50mg #60",
    "category": "Pharmaceuticals",
    "subcategory": "Opioids",
    "drugs": ["tramadol"],
}
NORCO: dict[str, Any] = {
    "treatment": "Norco 10/325mg #90",
    "category": "Pharmaceuticals",
    "subcategory": "Opioids",
    "drugs": ["hydrocodone", "acetaminophen"],
}
MRI: dict[str, Any] = {
    "treatment": "MRI of the neck",
    "category": "Diagnostic Testing",
    "subcategory": "Imaging",
}
RELEASE: dict[str, Any] = {
    "treatment": "Wombatectomy of the left knee",
    "category": "Surgery",
    "subcategory": "Arthroscopic",
}


def made(*determinations: dict[str, Any], **values: Any) -> Letter:
    return LetterFactory.create(determinations=list(determinations), **values)


def similar_to(letter: Letter, number: int = 1) -> Similar:
    return find_similar(letter.determinations.get(number=number))


def references(similar: Similar) -> tuple[list[str], list[str]]:
    upheld, overturned = (
        [one.row.reference for one in side] for side in (similar.upheld, similar.overturned)
    )
    return upheld, overturned


class TestWhatIsSimilar:
    def test_other_letters_of_the_same_drug_stand_on_the_side_of_their_outcome(
        self, make_searchable: Callable[[], None]
    ) -> None:
        letter = made(TRAMADOL, TRAMADOL)
        upheld = made(TRAMADOL)
        overturned = made({**TRAMADOL, "outcome": "overturned"})
        made(NORCO)
        make_searchable()
        assert references(similar_to(letter)) == ([f"{upheld}#1"], [f"{overturned}#1"])

    def test_a_drug_of_all_the_same_ingredients_comes_before_one_of_some(
        self, make_searchable: Callable[[], None]
    ) -> None:
        letter = made(NORCO)
        some = made(
            {**NORCO, "treatment": "Tylenol #90", "drugs": ["acetaminophen"]}, decided_on=date(2020, 1, 1)
        )
        same = made(NORCO, decided_on=date(2014, 1, 1))
        make_searchable()
        assert references(similar_to(letter))[0][0] == f"{same}#1"
        assert f"{some}#1" not in references(similar_to(letter))[0][:1]

    def test_a_procedure_of_the_same_region_comes_before_a_newer_one_of_another(
        self, make_searchable: Callable[[], None]
    ) -> None:
        letter = made({**MRI, "body_regions": ["neck"]})
        knee = made({**MRI, "body_regions": ["knee"]}, decided_on=date(2020, 1, 1))
        neck = made({**MRI, "body_regions": ["neck"]}, decided_on=date(2014, 1, 1))
        make_searchable()
        found = references(similar_to(letter))[0]
        assert found[0] == f"{neck}#1"
        assert f"{knee}#1" not in found[:1]

    def test_among_equals_the_newest_comes_first(self, make_searchable: Callable[[], None]) -> None:
        letter = made(TRAMADOL)
        middle, newest, oldest, undated = (
            made(TRAMADOL, decided_on=day)
            for day in (date(2016, 5, 1), date(2017, 5, 1), date(2015, 5, 1), None)
        )
        make_searchable()
        wanted = [f"{one}#1" for one in (newest, middle, oldest, undated)]
        assert references(similar_to(letter))[0] == wanted

    def test_one_item_of_a_letter_with_several_alike_is_enough(
        self, make_searchable: Callable[[], None]
    ) -> None:
        letter, other = made(TRAMADOL), made(TRAMADOL, TRAMADOL, TRAMADOL)
        make_searchable()
        found = references(similar_to(letter))[0]
        assert len(found) == 1
        assert found[0].startswith(f"{other}#")

    def test_a_treatment_without_name_is_like_those_of_its_kind_with_its_words(
        self, make_searchable: Callable[[], None]
    ) -> None:
        letter = made(RELEASE)
        same = made({**RELEASE, "treatment": "Repeat wombatectomy"})
        made({**RELEASE, "treatment": "Quokkotomy"})
        make_searchable()
        assert references(similar_to(letter)) == ([f"{same}#1"], [])

    def test_one_that_was_read_anew_stands_on_no_side_until_the_index_knows(
        self, make_searchable: Callable[[], None]
    ) -> None:
        letter, other = made(TRAMADOL), made(TRAMADOL)
        make_searchable()
        other.determinations.update(outcome="overturned")
        assert references(similar_to(letter)) == ([], [])

    def test_without_any_score_the_day_orders(self) -> None:
        hits = [
            {"_id": f"{number}-1", "_score": 0.0, "_source": {"decided_on": f"201{number}-01-01"}}
            for number in (1, 3, 2)
        ]
        assert most_similar([hits, []]) == [["3-1", "2-1", "1-1"], []]

    def test_a_letter_taken_out_is_left_out_while_the_index_still_has_it(
        self, make_searchable: Callable[[], None]
    ) -> None:
        letter, other = made(TRAMADOL), made(TRAMADOL)
        make_searchable()
        assert references(similar_to(letter))[0] == [f"{other}#1"]
        Letter.objects.filter(pk=other.pk).update(visibility=Visibility.REMOVED)
        assert references(similar_to(letter)) == ([], [])


class TestRate:
    def test_it_counts_all_of_the_same_treatment_and_leads_to_exactly_them(
        self, make_searchable: Callable[[], None], stranger: Client
    ) -> None:
        letter = made(NORCO)
        for number in range(11):
            made({**NORCO, "outcome": "overturned" if number < 4 else "upheld"})
        made({**NORCO, "drugs": ["acetaminophen"], "treatment": "Tylenol"})
        make_searchable()
        [rate] = similar_to(letter).rates
        assert (rate.label, rate.outcomes.upheld, rate.outcomes.overturned) == (
            "hydrocodone with acetaminophen",
            8,
            4,
        )
        assert "12 decisions in 12 letters" in words_of(get(stranger, rate.address))

    def test_of_few_the_kind_is_told_too(self, make_searchable: Callable[[], None], stranger: Client) -> None:
        letter = made(TRAMADOL)
        for _ in range(12):
            made(NORCO)
        make_searchable()
        narrow, kind = similar_to(letter).rates
        assert (narrow.label, narrow.outcomes.decided, narrow.outcomes.share) == ("tramadol", 1, None)
        assert (kind.label, kind.outcomes.decided) == ("Pharmaceuticals › Opioids", 13)
        assert "13 decisions in 13 letters" in words_of(get(stranger, kind.address))

    def test_a_wider_set_of_the_same_decisions_is_not_told_again(
        self, make_searchable: Callable[[], None]
    ) -> None:
        letter = made({**MRI, "body_regions": ["neck"]})
        made({**MRI, "treatment": "A picture of another kind"})
        make_searchable()
        rates = [(rate.label, rate.outcomes.decided) for rate in similar_to(letter).rates]
        assert rates == [("MRI, neck", 1), ("Diagnostic Testing › Imaging", 2)]


class TestPage:
    def test_each_shows_reason_source_and_outcome_and_leads_to_its_letter(
        self, make_searchable: Callable[[], None], stranger: Client
    ) -> None:
        sentence = "There is no <b>documentation</b> of weaning."
        letter = made(TRAMADOL)
        other = made(
            {
                **TRAMADOL,
                "rationale": f"The MTUS is cited. {sentence} It is not medically necessary.",
                "reasons": [{"key": "weaning_advised", "start": 19, "end": 19 + len(sentence)}],
            },
            decided_on=date(2017, 2, 14),
        )
        make_searchable()
        page = get(stranger, f"/letters/{letter}/1/similar")
        assert f'href="/letters/{other}#1"' in page
        assert (
            '<p class="similar-passage">There is no &lt;b&gt;documentation&lt;/b&gt; of weaning.</p>' in page
        )
        for said in (f"{other}#1", "14 Feb 2017", "Pain Management", "0 of 2 overturned"):
            assert said in words_of(page)
        assert "None that comes close to this one was overturned." in words_of(page)

    def test_the_letter_page_can_take_the_section_in_by_its_id(
        self, make_searchable: Callable[[], None], stranger: Client
    ) -> None:
        letter = made(NORCO, TRAMADOL)
        make_searchable()
        assert re.findall(r'<section[^>]* id="([^"]*)"', get(stranger, f"/letters/{letter}/2/similar")) == [
            "similar-2"
        ]

    def test_a_side_without_any_leads_to_those_of_the_treatment_that_are_less_alike(
        self, make_searchable: Callable[[], None], stranger: Client
    ) -> None:
        neck = {
            **MRI,
            "body_regions": ["neck"],
            "reasons": [{"key": "no_red_flags", "start": 0, "end": 5}],
            "reviewer_guidelines": [
                {"family": "ODG", "title": "Neck", "key": "odg/neck", "section_keys": []}
            ],
        }
        letter = made(neck)
        made(neck)
        for region in ("knee", "foot"):
            made({**MRI, "treatment": f"MRI, {region}", "body_regions": [region], "outcome": "overturned"})
        make_searchable()
        similar = similar_to(letter)
        assert (len(similar.upheld), len(similar.overturned)) == (1, 0)
        page = get(stranger, f"/letters/{letter}/1/similar")
        assert "2 on MRI were overturned" in words_of(page)
        assert similar.overturned_elsewhere
        assert escape(similar.overturned_elsewhere.address) in page
        found = words_of(get(stranger, similar.overturned_elsewhere.address))
        assert "2 decisions in 2 letters" in found

    def test_where_only_its_kind_was_decided_no_empty_sides_are_shown(
        self, make_searchable: Callable[[], None], stranger: Client
    ) -> None:
        letter = made(RELEASE)
        for _ in range(3):
            made({**RELEASE, "treatment": "Quokkotomy", "outcome": "overturned"})
        make_searchable()
        page = get(stranger, f"/letters/{letter}/1/similar")
        assert "3 of 4 overturned" in words_of(page)
        assert "No decision of another letter comes close enough to this one" in words_of(page)
        assert "similar-side" not in page

    def test_without_the_engine_it_says_so_in_the_same_section(
        self, engine_away: None, stranger: Client
    ) -> None:
        letter = made(TRAMADOL)
        with pytest.raises(EngineUnavailable):
            similar_to(letter)
        response = stranger.get(f"/letters/{letter}/1/similar")
        assert (response.status_code, response["Retry-After"]) == (503, "10")
        section = response.content.decode().partition('id="similar-1"')[2].partition("</section>")[0]
        assert f'<a href="/letters/{letter}/1/similar">' in section

    def test_where_nothing_is_alike_a_sentence_says_so(
        self, make_searchable: Callable[[], None], stranger: Client
    ) -> None:
        letter = made({"treatment": "", "category": "", "rationale": ""})
        made(TRAMADOL)
        make_searchable()
        assert "No other letter here decided on the same treatment." in words_of(
            get(stranger, f"/letters/{letter}/1/similar")
        )

    @pytest.mark.parametrize("number", ["0", "2", "99999999999999999999999", "-1", "x"])
    def test_there_is_no_such_item(self, stranger: Client, number: str) -> None:
        get(stranger, f"/letters/{made(TRAMADOL)}/{number}/similar", 404)

    @pytest.mark.parametrize(
        ("visibility", "status"),
        [(Visibility.QUARANTINED, 404), (Visibility.REFUSED, 404), (Visibility.REMOVED, 410)],
    )
    def test_a_withheld_letter_has_none_for_staff_either(
        self, staff: Client, visibility: str, status: int
    ) -> None:
        get(staff, f"/letters/{made(TRAMADOL, visibility=visibility)}/1/similar", status)

    def test_hostile_facts_ask_nothing_that_the_engine_refuses(
        self, make_searchable: Callable[[], None], stranger: Client
    ) -> None:
        long = 'x" OR outcome:upheld ) (* ' * 200
        letter = made(
            {
                "treatment": long,
                "category": "A>B>C>D",
                "subcategory": "\u2028<script>",
                "drugs": [long[:200], "tramadol", *map(str, range(60))],
                "body_regions": [long[:200]],
                "rationale": long * 20,
                "reviewer_guidelines": [
                    {"family": "MTUS", "title": str(n), "key": f"mtus/{n}", "section_keys": []}
                    for n in range(2000)
                ],
            }
        )
        make_searchable()
        get(stranger, f"/letters/{letter}/1/similar")
