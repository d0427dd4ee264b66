"""What every word of the command line does first."""

import django


def start() -> None:
    """Wake Django: settings, rooms, listeners."""
    django.setup()
