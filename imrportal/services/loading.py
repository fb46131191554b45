"""What `make run` does once the page answers: load letters and say where everything is."""

from imrportal.services.console import Console
from imrportal.services.errors import ServiceError
from imrportal.services.manage import ManageCommands
from imrportal.services.options import Options
from imrportal.services.ports import LOOPBACK

KNOWN_ACCOUNT = (
    "Staff account: staff@localhost, as made at the first start"
    " (`.venv/bin/python manage.py changepassword staff` sets a new password)"
)


def load_letters(options: Options, commands: ManageCommands, console: Console) -> None:
    """Load the demo letters into an empty database, and the folder LETTERS if there is one.

    A failure is said, not raised: the portal serves what it has.
    """
    console.say("The page answers; loading the demo letters if there are no letters yet…")
    orders: list[tuple[str, ...]] = [("load_demo",)]
    if options.letters is not None:
        orders.append(("ingest_letters", str(options.letters), "--wait"))
    for order in orders:
        try:
            commands.run(*order)
        except ServiceError as problem:
            console.say(str(problem))


def welcome(options: Options, commands: ManageCommands, console: Console, account: str) -> None:
    """Say the address, the staff account, what is loaded, and how to stop."""
    loaded = commands.run("whats_loaded", shown=False)
    address = f"http://{LOOPBACK}:{options.port}/"
    for line in (
        f"The portal is at {address}",
        f"Staff pages: {address}staff/",
        account or KNOWN_ACCOUNT,
        f"Loaded: {loaded}",
        "Ctrl-C stops everything that was started here.",
    ):
        console.say(line)
