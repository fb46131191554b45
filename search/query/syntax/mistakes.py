"""What can be wrong with a typed question, each with a sentence for the reader."""

from collections.abc import Iterable
from typing import ClassVar

_SHOWN_CHARACTERS = 40


class QueryMistake(ValueError):
    """A question that cannot be asked as it was typed.

    `code` names the kind of mistake for programs. `mended` is a question that can be asked instead, None
    where there is none. `drafts` are the ways to mend it, best first, before it is known that they can be
    asked.
    """

    code: ClassVar[str] = "mistake"

    def __init__(self, message: str, *drafts: str) -> None:
        super().__init__(message)
        self.drafts = drafts
        self.mended: str | None = None


class TooLong(QueryMistake):
    code = "too-long"

    def __init__(self, limit: int, *drafts: str) -> None:
        super().__init__(
            f"This question is longer than {limit} characters. Shorten it to the words that matter.", *drafts
        )


class TooManyTerms(QueryMistake):
    code = "too-many-terms"

    def __init__(self, limit: int, *drafts: str) -> None:
        super().__init__(f"This question has more than {limit} words. Keep those that matter.", *drafts)


class TooDeep(QueryMistake):
    code = "too-deep"

    def __init__(self, limit: int, *drafts: str) -> None:
        super().__init__(
            f"Parentheses stand in one another more than {limit} deep. Use fewer of them.", *drafts
        )


class TooManyPrefixes(QueryMistake):
    code = "too-many-prefixes"

    def __init__(self, limit: int, *drafts: str) -> None:
        super().__init__(f"A question can hold {limit} words with a star, this one has more.", *drafts)


class UnclosedQuotationMark(QueryMistake):
    code = "unclosed-quotation-mark"

    def __init__(self, *drafts: str) -> None:
        super().__init__("A quotation mark has no partner. Close the phrase, or leave the mark out.", *drafts)


class UnclosedParenthesis(QueryMistake):
    code = "unclosed-parenthesis"

    def __init__(self, *drafts: str) -> None:
        super().__init__("A parenthesis is opened and not closed.", *drafts)


class UnopenedParenthesis(QueryMistake):
    code = "unopened-parenthesis"

    def __init__(self, *drafts: str) -> None:
        super().__init__("A parenthesis is closed that was not opened.", *drafts)


class EmptyParentheses(QueryMistake):
    code = "empty-parentheses"

    def __init__(self, *drafts: str) -> None:
        super().__init__("There is nothing between two parentheses.", *drafts)


class OrWithoutSide(QueryMistake):
    code = "or-without-side"

    def __init__(self, *drafts: str) -> None:
        super().__init__("OR stands between two things to look for; here one is missing.", *drafts)


class UnwantedInOr(QueryMistake):
    code = "unwanted-in-or"

    def __init__(self, *drafts: str) -> None:
        super().__init__(
            "One side of an OR only leaves words out, so nearly every decision would be found.", *drafts
        )


class NothingToLeaveOut(QueryMistake):
    code = "nothing-to-leave-out"

    def __init__(self, *drafts: str) -> None:
        super().__init__("NOT stands before what is to be left out; here that is missing.", *drafts)


class StarAlone(QueryMistake):
    code = "star-alone"

    def __init__(self, *drafts: str) -> None:
        super().__init__("A star needs the beginning of a word before it, as in lumb*.", *drafts)


class StarLeading(QueryMistake):
    code = "star-leading"

    def __init__(self, *drafts: str) -> None:
        super().__init__("A star stands behind the beginning of a word, as in lumb*, not before it.", *drafts)


class StarInTheMiddle(QueryMistake):
    code = "star-in-the-middle"

    def __init__(self, *drafts: str) -> None:
        super().__init__("A star stands at the end of a word, as in lumb*, not inside it.", *drafts)


class StarTooEarly(QueryMistake):
    code = "star-too-early"

    def __init__(self, least: int, *drafts: str) -> None:
        super().__init__(f"A star needs at least {least} letters right before it, as in lumb*.", *drafts)


class StarInPhrase(QueryMistake):
    code = "star-in-phrase"

    def __init__(self, *drafts: str) -> None:
        super().__init__(
            "A star does not work between quotation marks, where words count as they stand.", *drafts
        )


class UnknownField(QueryMistake):
    code = "unknown-field"

    def __init__(self, name: str, fields: Iterable[str], *drafts: str) -> None:
        super().__init__(
            f"There is no field {shown(name)}. The fields are: {', '.join(fields)}."
            " To look for a word with a colon, leave the colon out.",
            *drafts,
        )


class EmptyFieldValue(QueryMistake):
    code = "empty-field-value"

    def __init__(self, field: str, *drafts: str) -> None:
        super().__init__(f"What is looked for stands directly behind {field}: without a space.", *drafts)


class MinusBehindColon(QueryMistake):
    code = "minus-behind-colon"

    def __init__(self, field: str, *drafts: str) -> None:
        super().__init__(f"To leave a value out, put the minus before the field: -{field}:", *drafts)


class FieldWithinField(QueryMistake):
    code = "field-within-field"

    def __init__(self, inner: str, outer: str, *drafts: str) -> None:
        super().__init__(f"{inner}: cannot stand inside {outer}:( ). Put them side by side.", *drafts)


class UnknownValue(QueryMistake):
    """A value that a closed list does not hold; `told` is a sentence on those that it holds."""

    code = "unknown-value"

    def __init__(self, called: str, value: str, told: str, *drafts: str) -> None:
        super().__init__(f"{shown(value)} is no {called} that is known here. {told}".rstrip(), *drafts)


class UnclearValue(QueryMistake):
    """A value that fits several members of a closed list."""

    code = "unclear-value"

    def __init__(self, called: str, value: str, values: Iterable[str], *drafts: str) -> None:
        super().__init__(f"{shown(value)} fits more than one {called}: {', '.join(values)}.", *drafts)


class CaseNumberNotUnderstood(QueryMistake):
    code = "case-number-not-understood"

    def __init__(self, value: str, *drafts: str) -> None:
        super().__init__(
            f"{shown(value)} is no case number. Write it as CM16-0213037, or its beginning with a star,"
            " as CM16-02*.",
            *drafts,
        )


class DateNotUnderstood(QueryMistake):
    code = "date-not-understood"

    def __init__(self, value: str, *drafts: str) -> None:
        super().__init__(
            f"{shown(value)} is no date that is understood. Write 2016, 2016-12 or 2016-12-09, and a range"
            " with two dots: 2016-12..2017-02.",
            *drafts,
        )


class RangeUpsideDown(QueryMistake):
    code = "range-upside-down"

    def __init__(self, value: str, *drafts: str) -> None:
        super().__init__(f"The range {shown(value)} ends before it begins.", *drafts)


def shown(typed: str) -> str:
    """What was typed, in quotation marks, short enough for a sentence."""
    short = typed if len(typed) <= _SHOWN_CHARACTERS else typed[:_SHOWN_CHARACTERS] + "…"
    return f"“{short}”"
