"""The page on which people confirm or correct what the parser read: a small web app on loopback."""
