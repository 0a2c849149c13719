"""Cleaning: passages, headline, dateline, byline, language and repairs of an article's text."""

from rashomon.cleaning.pipeline import clean

__all__ = ["clean"]
