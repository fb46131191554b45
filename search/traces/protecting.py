"""The audit trail's protection, made again after migrations: SQLite makes a table that changes anew."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from search.traces.append_only import TABLE, protect


@receiver(post_migrate)
def protect_again(sender: AppConfig, using: str, **kwargs: Any) -> None:
    connection = connections[using]
    if sender.name == "search" and TABLE in connection.introspection.table_names():
        protect(connection)
