"""The schema's steps, each in a module of its own. `storage.schema` has them in order."""
