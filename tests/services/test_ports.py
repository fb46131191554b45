import socket

from imrportal.services import ports


def test_port_with_a_listener_is_not_free() -> None:
    with socket.create_server((ports.LOOPBACK, 0)) as listener:
        assert not ports.is_free(listener.getsockname()[1])


def test_found_port_is_free_and_nobody_answers_there() -> None:
    port = ports.find_free()
    assert ports.is_free(port)
    assert not ports.answers(ports.LOOPBACK, port)


def test_listener_answers() -> None:
    with socket.create_server((ports.LOOPBACK, 0)) as listener:
        assert ports.answers(ports.LOOPBACK, listener.getsockname()[1])
