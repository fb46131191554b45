"""A letter's news, written in the transaction that makes it public or changes what it decides."""

from collections.abc import Iterable

from search.models import Determination, Letter, News


def tell(letter: Letter, determinations: Iterable[Determination]) -> list[News]:
    """Note what of a public letter is new, or decides otherwise than was told before. Returns what was noted.

    Must be called in the transaction that stores the letter or changes who may see it. What was told once is
    not told again: not after re-reading, a release, or a letter deleted and handed in again. Who had not seen
    it before the letter went, sees it when the letter is back.
    """
    if not letter.is_public:
        return []
    News.objects.filter(reference=letter.reference).exclude(letter=letter).update(letter=letter)
    known = _last_outcomes(letter.reference)
    told = [
        News(
            letter=letter,
            reference=letter.reference,
            number=row.number,
            kind=News.Kind.CHANGED if row.number in known else News.Kind.NEW,
            outcome=row.outcome,
            previous_outcome=known.get(row.number, ""),
            revision=letter.revision,
        )
        for row in determinations
        if known.get(row.number) != row.outcome
    ]
    return News.objects.bulk_create(told)


def _last_outcomes(reference: str) -> dict[int, str]:
    """What was told last of each of a letter's determinations, by number."""
    told = News.objects.filter(reference=reference).order_by("pk").values_list("number", "outcome")
    return dict(told)
