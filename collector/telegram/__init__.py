"""Telegram's own interface, through Telethon and an account that signed in once."""
