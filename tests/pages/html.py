"""A page as its reader sees it."""

import re

from django.test import Client


def get(client: Client, path: str = "/", status: int = 200, **parameters: str | list[str]) -> str:
    """The page's HTML; fails where its status is another."""
    response = client.get(path, parameters)
    assert response.status_code == status
    return response.content.decode()


def words_of(html: str) -> str:
    """The page's words, without tags and folded."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())
