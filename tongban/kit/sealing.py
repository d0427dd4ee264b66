"""Personal data at rest: sealed by AES-256-GCM, found again by a blind index, unreadable from the database alone."""

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = b"\x01"
_NONCE = 12  # bytes, NIST SP 800-38D
_INDEX = 16  # bytes: 2**64 entries before an accidental match is likely


class Tampered(Exception):
    """What was sealed was changed, cut, or sealed under another key."""


class Seal:
    """Closes and opens with one 256-bit key, and indexes with another."""

    def __init__(self, sealing_key: bytes, index_key: bytes) -> None:
        if len(sealing_key) != 32 or len(index_key) < 32:
            raise ValueError("both keys are 256 bits")
        self._cipher = AESGCM(sealing_key)
        self._index_key = index_key

    def close(self, text: str) -> bytes:
        """Version, nonce, ciphertext and tag; the same text is never sealed the same way twice."""
        nonce = os.urandom(_NONCE)
        return _VERSION + nonce + self._cipher.encrypt(nonce, text.encode(), _VERSION)

    def open(self, sealed: bytes) -> str:
        """The text again; raises Tampered."""
        sealed = bytes(sealed)  # PostgreSQL's driver hands out a memoryview
        version, nonce, body = sealed[:1], sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        try:
            if version != _VERSION:
                raise InvalidTag
            return self._cipher.decrypt(nonce, body, version).decode()
        except (InvalidTag, ValueError):
            raise Tampered from None

    def index(self, text: str) -> bytes:
        """A keyed fingerprint of the text without spaces, in capitals: equal texts meet, nothing else is learnt."""
        return hmac.digest(self._index_key, "".join(text.split()).upper().encode(), "sha256")[:_INDEX]
