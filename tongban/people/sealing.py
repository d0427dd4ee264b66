"""The node's seal for personal data, for rooms above that keep some of their own (addresses, drafts)."""

from django.conf import settings

from tongban.kit.sealing import Seal

seal = Seal(settings.KEYS.sealing, settings.KEYS.index)
