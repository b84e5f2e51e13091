"""The web preview of public channels: pages of posts that anybody may read, live or saved."""
