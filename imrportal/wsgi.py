"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from imrportal.environment import read_environment, require_secret_key
from search.query.syntax import parse
from search.query.understanding import understand

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imrportal.settings")

require_secret_key(read_environment())
application = get_wsgi_application()

# The first question would wait for grammar and word lists to load.
understand(parse("lumbar mri"))
