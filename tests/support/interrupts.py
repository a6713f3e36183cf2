"""Ctrl-C for programs that tests start."""

import signal


def hear_interrupts() -> None:
    """For ``preexec_fn``: what is started in the background, as CI may be, ignores interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
