"""Finding: from how people speak to what they need, and first of all whether it can be done here."""
