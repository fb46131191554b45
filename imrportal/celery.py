"""The Celery application; its tasks are in `search.tasks`."""

import os
import warnings

from celery import Celery
from celery.platforms import SecurityWarning  # type: ignore[attr-defined]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imrportal.settings")

# Root may run the worker: what it takes is JSON with ids, never code (CELERY_ACCEPT_CONTENT).
warnings.filterwarnings("ignore", category=SecurityWarning)

app = Celery("imrportal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
