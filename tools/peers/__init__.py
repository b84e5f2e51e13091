"""headcount beside other programs that do a part of what it does, each in an environment of its own."""
