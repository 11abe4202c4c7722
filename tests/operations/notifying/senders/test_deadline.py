"""What comes too slowly is ended, and says so."""

import socket

import pytest

from xltools.operations.notifying.senders.deadline import deadline


def test_a_read_that_never_ends_is_ended() -> None:
    here, there = socket.socketpair()
    with here, there, pytest.raises(TimeoutError), deadline(0.05, lambda: here):
        assert here.recv(1) == b""  # shut down


def test_what_is_done_in_time_is_left_alone() -> None:
    here, there = socket.socketpair()
    with here, there:
        with deadline(60, lambda: here):
            there.sendall(b"x")
        assert here.recv(1) == b"x"


def read_within_a_moment(connection: socket.socket) -> None:
    with deadline(0.05, lambda: connection):
        if not connection.recv(1):
            raise ConnectionError


def test_an_error_that_the_end_causes_is_the_one_that_is_raised() -> None:
    here, there = socket.socketpair()
    with here, there, pytest.raises(ConnectionError):
        read_within_a_moment(here)


def test_where_nothing_is_open_yet_nothing_is_shut() -> None:
    with deadline(60, lambda: None):
        pass
