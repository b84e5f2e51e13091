"""Figures as words and lines of one language: what HTML and Markdown print, and templates only lay out."""
