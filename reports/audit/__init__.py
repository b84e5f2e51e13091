"""The week's audit: what a random sample of posts, read by people, says of the machine's figures."""
