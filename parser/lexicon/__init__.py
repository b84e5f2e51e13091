"""The word lists that the parser matches: read, checked, inflected and built. Importing it imports no spaCy."""
