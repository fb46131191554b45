"""Roles: every account a reader, staff who handed letters in curators; an audit trail that stays as it is."""

from typing import Any

from django.conf import settings
from django.db import migrations, models

from search.people.roles import ensure_roles, make_curators, make_readers
from search.traces.append_only import protect, unprotect


def make_roles(apps: Any, schema_editor: Any) -> None:
    ensure_roles(schema_editor.connection.alias)
    make_readers(schema_editor.connection.alias)
    make_curators(schema_editor.connection.alias)


def protect_entries(apps: Any, schema_editor: Any) -> None:
    protect(schema_editor.connection)


def unprotect_entries(apps: Any, schema_editor: Any) -> None:
    unprotect(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_news_and_cache"),
        ("auditlog", "0017_add_actor_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="removedletter",
            name="reference",
            field=models.CharField(db_index=True, max_length=200),
        ),
        migrations.AlterField(
            model_name="incomingfile",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("reading", "Being read"),
                    ("imported", "Imported"),
                    ("revised", "Imported as a new revision"),
                    ("quarantined", "Quarantined"),
                    ("kept_out", "Kept out, as its letter is"),
                    ("duplicate", "Duplicate"),
                    ("unpacked", "Unpacked"),
                    ("refused", "Refused"),
                    ("failed", "Failed"),
                ],
                default="waiting",
                max_length=12,
            ),
        ),
        migrations.RunPython(protect_entries, unprotect_entries),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
    ]
