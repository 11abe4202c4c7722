"""A signal only asks."""

import os
import signal

import pytest

from xltools.operations.watching.stopping import StopRequest, stopping_by_signals


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX sends them")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_asks_and_interrupts_nothing(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    number, stop = getattr(signal, name), StopRequest()
    before = signal.getsignal(number)
    with stopping_by_signals(stop):
        os.kill(os.getpid(), number)
        assert stop.requested
        assert capfd.readouterr().err == ""
        os.kill(os.getpid(), number)  # impatient
        assert capfd.readouterr().err
    assert signal.getsignal(number) == before
