"""The news between two positions: what there is to tell, and what of it stands in the snapshot."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from search.documents import document_id
from search.models import News
from search.news.positions import between

_FIELDS = ("letter_id", "reference", "number", "kind", "outcome", "previous_outcome", "position")


@dataclass(frozen=True, slots=True)
class Window:
    """The news at positions after `after` up to `to`, of determinations that are public.

    `outcomes` has what each determination decides at this moment, by document id; `news_ids` are in order;
    `other_news` tell of the same determinations, outside of the window. Behind the last window lie no news.
    """

    to: int
    is_last: bool
    news: Mapping[str, Sequence[News]]
    outcomes: Mapping[str, str]
    news_ids: Sequence[int]
    other_news: Collection[int]
    documents: Mapping[int, str]

    def newest(self, document: str, after: int) -> News | None:
        """A determination's newest news at positions after `after`."""
        later = [one for one in self.news.get(document, ()) if (one.position or 0) > after]
        return max(later, key=attrgetter("pk"), default=None)

    def document_of(self, news_id: int) -> str | None:
        """Which determination of the window a piece of news tells of, even an earlier one."""
        return self.documents.get(news_id)


def news_between(after: int, to: int) -> list[News]:
    """The news at positions after `after` up to `to`, whose letters may be gone."""
    return list(between(after, to).order_by("pk").only(*_FIELDS))


def window_of(
    news: Sequence[News], outcomes: Mapping[str, str], to: int, *, is_last: bool
) -> tuple[Window, list[int]]:
    """The window of these news, and the ids of those that cannot be told: theirs is not public now.

    Args:
        news: as `news_between` gives them.
        outcomes: what each public determination decides, by document id.
    """
    by_document: dict[str, list[News]] = defaultdict(list)
    hidden: list[int] = []
    for one in news:
        document = document_id(one.letter_id or 0, one.number)
        if document in outcomes:
            by_document[document].append(one)
        else:
            hidden.append(one.pk)
    documents = _documents(by_document)
    ids = sorted(one.pk for several in by_document.values() for one in several)
    kept = {document: outcomes[document] for document in by_document}
    return Window(to, is_last, by_document, kept, ids, set(documents) - set(ids), documents), hidden


def _documents(by_document: Mapping[str, Sequence[News]]) -> dict[int, str]:
    """The document id of all news that tell of these determinations, also of those outside of the window."""
    told = {(several[0].reference, several[0].number): name for name, several in by_document.items()}
    references = {reference for reference, _ in told}
    rows = News.objects.filter(reference__in=references).values_list("pk", "reference", "number")
    return {pk: told[reference, number] for pk, reference, number in rows if (reference, number) in told}
