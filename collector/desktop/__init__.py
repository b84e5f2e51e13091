"""Telegram Desktop's exports (``result.json``): of a chat or a whole account, of every age, also damaged."""
