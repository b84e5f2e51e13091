"""Telegram in, posts out: readers of exports that hand posts to the archive."""
