"""Stand-in."""


def is_question_word(word: str) -> bool:
    return False


def outcome_cue(word: str) -> str | None:
    return None
