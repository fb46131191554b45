"""The audit trail's table keeps what was written: the database itself refuses to change or delete an entry.

One change is let through: an account that is deleted is taken out of its entries (`actor_id` becomes null).
"""

from auditlog.models import LogEntry
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = LogEntry._meta.db_table
_REFUSAL = "entries of the audit trail are neither changed nor deleted"

_SQLITE_TRIGGERS = {
    "audit_trail_keeps": "BEFORE DELETE ON {table}",
    "audit_trail_stays": "BEFORE UPDATE ON {table} WHEN NEW.actor_id IS NOT NULL OR {differs}",
    # INSERT OR REPLACE would delete without the first of these.
    "audit_trail_is_not_replaced": (
        "BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
    ),
}
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.actor_id IS NULL AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_POSTGRESQL_TRIGGERS = {
    "audit_trail_stays": "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW",
    "audit_trail_is_not_emptied": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
}


def protect(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers. Those that are there are made again: a column may have come since.

    Raises:
        NotImplementedError: the database is neither SQLite nor PostgreSQL.
    """
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}.get(connection.vendor)
    if statements is None:
        raise NotImplementedError(f"the audit trail cannot be protected in {connection.vendor}")
    unprotect(connection)
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, TABLE)]
        for statement in statements(columns):
            cursor.execute(statement)


def unprotect(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: to go back behind the migration, and to empty a test's database."""
    triggers = _SQLITE_TRIGGERS if connection.vendor == "sqlite" else _POSTGRESQL_TRIGGERS
    on_table = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
    with connection.cursor() as cursor:
        for name in triggers:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def _sqlite(columns: list[str]) -> list[str]:
    differs = " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in columns if name != "actor_id")
    return [
        f"CREATE TRIGGER {name} {event.format(table=TABLE, differs=differs)}"
        f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for name, event in _SQLITE_TRIGGERS.items()
    ]


def _postgresql(columns: list[str]) -> list[str]:
    return [
        _POSTGRESQL_FUNCTION.format(refusal=_REFUSAL),
        *(
            f"CREATE TRIGGER {name} {event.format(table=TABLE)} EXECUTE FUNCTION audit_trail_refuse()"
            for name, event in _POSTGRESQL_TRIGGERS.items()
        ),
    ]
