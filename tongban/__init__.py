"""通办: one application, handed in once at any place, handled by the authority that has jurisdiction."""

__version__ = "0.1.0"
