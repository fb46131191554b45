#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imrportal.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  needs the settings named

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
