"""The archive in, the week out."""
