"""Exports of a test's own index."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from search.index.engine import engine_errors, search_client
from search.index.point_in_time import PointInTime

Export = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def export_csv(stranger: Client) -> Export:
    def export(client: Client = stranger, **parameters: Any) -> list[dict[str, Any]]:
        response = client.get("/export.csv", parameters)
        assert response.status_code == 200, response.content
        text = response.getvalue().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))

    return export


@pytest.fixture
def export_lines(stranger: Client) -> Export:
    def export(client: Client = stranger, **parameters: Any) -> list[dict[str, Any]]:
        response = client.get("/export.jsonl", parameters)
        assert response.status_code == 200, response.content
        return [json.loads(line) for line in response.getvalue().decode().splitlines()]

    return export


class Moments:
    """The points in time that this test opened; other processes have theirs in the same engine."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    @property
    def still_open(self) -> list[str]:
        with engine_errors():
            pits = search_client().get_all_pits().get("pits", [])
        return [pit["pit_id"] for pit in pits if pit["pit_id"] in self.opened]


@pytest.fixture
def moments(engine: None, monkeypatch: pytest.MonkeyPatch) -> Moments:
    noted, open_one = Moments(), PointInTime.__init__

    def noting(moment: PointInTime) -> None:
        open_one(moment)
        assert moment._id is not None
        noted.opened.append(moment._id)

    monkeypatch.setattr(PointInTime, "__init__", noting)
    return noted
