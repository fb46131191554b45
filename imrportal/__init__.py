"""The Django project: settings, addresses, the Celery application and the local services."""

from imrportal.celery import app as celery_app

__all__ = ["celery_app"]
