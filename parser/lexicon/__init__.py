"""The word lists that the parser matches: read, checked, inflected, built. Importing it imports no spaCy."""
