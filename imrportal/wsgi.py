"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from imrportal.environment import read_environment, require_secret_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imrportal.settings")

require_secret_key(read_environment())
application = get_wsgi_application()

from imrportal.warming import warm_up  # noqa: E402  needs Django set up

warm_up()
