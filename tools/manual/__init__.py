"""The manual's reference pages, made from what they describe; see ``__main__``."""
