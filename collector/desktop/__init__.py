"""Telegram Desktop's exports (``result.json``): of one chat or of a whole account, of every age, also damaged."""
