"""The Celery application; its tasks are in `search.tasks`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imrportal.settings")

app = Celery("imrportal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
