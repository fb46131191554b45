"""What `make run` and `make test` start on one machine: the search engine, Redis and the portal's processes.

Nothing here knows Django: settings reach the portal by the environment, its commands by `manage.py`.
"""
