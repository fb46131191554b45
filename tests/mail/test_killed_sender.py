"""A process that is killed while the mail server takes its mail, and the next one."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from search.models import OutgoingMail
from tests.mail.conftest import SECONDS, MailServer
from tests.mail.factories import account_mail
from tests.whole_way.conftest import PROJECT, _address_of_test_database

COUNT = 10
KILLED_AT = 4
SEND = "import django; django.setup(); from search.mail.delivering import send_waiting; send_waiting()"


def start_sender(server: MailServer) -> "subprocess.Popen[bytes]":
    """A process of its own that sends what waits."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "imrportal.settings",
        "DATABASE_URL": _address_of_test_database(),
        "MAIL_URL": f"smtp://127.0.0.1:{server.port}/?timeout={20 * SECONDS}",
    }
    log = Path(os.environ["DATA_DIR"]) / "sender.log"
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-c", SEND], cwd=PROJECT, env=environment, stdout=output, stderr=output
        )


@pytest.mark.django_db(transaction=True)
def test_no_mail_is_lost_and_the_one_in_flight_comes_again_under_its_message_id(
    mail_server: MailServer,
) -> None:
    mails = [account_mail(f"reader{number}@example.org") for number in range(COUNT)]
    connection.close()
    first = start_sender(mail_server)

    def kill_in_the_middle() -> None:
        if len(mail_server.received) == KILLED_AT:
            first.send_signal(signal.SIGKILL)

    mail_server.on_message = kill_in_the_middle
    assert first.wait(timeout=60) == -signal.SIGKILL
    assert OutgoingMail.objects.filter(state=OutgoingMail.State.SENT).count() == KILLED_AT - 1
    (in_flight,) = OutgoingMail.objects.filter(state=OutgoingMail.State.SENDING)

    # Its lease is over.
    OutgoingMail.objects.filter(pk=in_flight.pk).update(lease_until=timezone.now())
    assert start_sender(mail_server).wait(timeout=60) == 0
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {OutgoingMail.State.SENT}
    received = Counter(str(message["Message-ID"]) for message in mail_server.received)
    assert len(received) == len(mails)
    copies = {message_id: count for message_id, count in received.items() if count > 1}
    assert copies == {f"<{in_flight.message_id}@127.0.0.1>": 2}
