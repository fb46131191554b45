"""The audit trail's entries stay as they were written, whoever asks the database otherwise."""
# ruff: noqa: S608  statements are put together of what stands here

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from search.traces.acts import Act
from search.traces.append_only import TABLE
from search.traces.recording import record
from tests.factories import LetterFactory
from tests.people_factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator() -> User:
    return UserFactory.create()


@pytest.fixture
def entry(curator: User) -> LogEntry:
    return record(curator, Act.TAKEN_OUT, LetterFactory.create(reference="CM16-0000001"))


def refuses(statement: str) -> None:
    before = list(LogEntry.objects.order_by("pk").values())
    assert before
    with (
        pytest.raises(DatabaseError, match="neither changed nor deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert list(LogEntry.objects.order_by("pk").values()) == before


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(
    "change",
    [
        "object_repr = 'another'",
        "timestamp = '2001-01-01'",
        "actor_id = NULL, object_repr = 'another'",
        "additional_data = '{}'",
        "actor_email = 'x@example.org'",
    ],
)
def test_no_column_of_an_entry_is_changed(change: str) -> None:
    refuses(f"UPDATE {TABLE} SET {change}")


def test_no_entry_is_given_to_somebody_else(entry: LogEntry) -> None:
    refuses(f"UPDATE {TABLE} SET actor_id = {UserFactory.create().pk}")


@pytest.mark.usefixtures("entry")
def test_no_entry_is_deleted() -> None:
    refuses(f"DELETE FROM {TABLE}")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a statement of SQLite's")
def test_no_entry_is_replaced(entry: LogEntry) -> None:
    refuses(
        f"INSERT OR REPLACE INTO {TABLE} (id, content_type_id, object_pk, object_repr, action, changes_text,"
        f" timestamp) SELECT id, content_type_id, object_pk, 'another', 1, '', timestamp FROM {TABLE}"
    )


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a statement of PostgreSQL's")
@pytest.mark.usefixtures("entry")
def test_the_table_is_not_emptied() -> None:
    # Or it is refused for what this transaction has still to check.
    connection.check_constraints()
    refuses(f"TRUNCATE {TABLE}")


def test_a_deleted_account_leaves_its_number_alone(entry: LogEntry, curator: User) -> None:
    number = curator.pk
    curator.delete()
    entry.refresh_from_db()
    assert entry.actor is None
    assert entry.additional_data == {"what": Act.TAKEN_OUT, "by": number}


def test_the_protection_comes_back_with_the_next_migration(entry: LogEntry) -> None:
    with connection.cursor() as cursor:
        names = {"sqlite": ["audit_trail_keeps"], "postgresql": [f"audit_trail_stays ON {TABLE}"]}
        for name in names[connection.vendor]:
            cursor.execute(f"DROP TRIGGER {name}")
    call_command("migrate", verbosity=0)
    refuses(f"DELETE FROM {TABLE}")
