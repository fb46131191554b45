"""What is public already is no news; the table for counters of guesses; the one row of the news' order."""

from typing import Any

from django.core.management import call_command
from django.db import migrations

AT_ONCE = 2000


def note_what_is_public(apps: Any, schema_editor: Any) -> None:
    """A row at position 0 for each determination that can be found already."""
    News = apps.get_model("search", "News")
    Determination = apps.get_model("search", "Determination")
    apps.get_model("search", "NewsCounter").objects.get_or_create(pk=1)
    public = Determination.objects.filter(letter__visibility="public")
    rows = public.values_list("letter_id", "letter__reference", "number", "outcome", "letter__revision")
    told: list[Any] = []
    for letter_id, reference, number, outcome, revision in rows.iterator(chunk_size=AT_ONCE):
        told.append(
            News(
                letter_id=letter_id, reference=reference, number=number, kind="new",
                outcome=outcome, revision=revision, position=0,
            )
        )  # fmt: skip
        if len(told) == AT_ONCE:
            News.objects.bulk_create(told)
            told.clear()
    News.objects.bulk_create(told)


def make_cache_table(apps: Any, schema_editor: Any) -> None:
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_people")]

    operations = [
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
        migrations.RunPython(note_what_is_public, migrations.RunPython.noop),
    ]
