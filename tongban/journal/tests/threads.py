"""Several at once, for tests: each in a thread and on a connection of its own."""

import threading

from django.db import connections


def in_threads(*work):
    """Run each in a thread of its own, with its own connection; what one raised is raised here."""
    troubles = []

    def run(function):
        try:
            function()
        except BaseException as trouble:
            troubles.append(trouble)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[function]) for function in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if troubles:
        raise troubles[0]
