"""The node's seal for personal data, for rooms above that keep some of their own (addresses, drafts)."""

from django.conf import settings

from tongban.kit.codes import tidy
from tongban.kit.sealing import Seal

seal = Seal(settings.KEYS.sealing, settings.KEYS.index)


def tail_index(identity_number: str) -> bytes:
    """The blind index of the last four characters: what an officer types to find a person who stands before them.

    Words of its own go before them, so that it never meets an index of another kind.
    """
    return seal.index(f"last-four:{tidy(identity_number)[-4:]}")
