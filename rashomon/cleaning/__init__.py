"""What is story in an article and what is not: passages, headline, dateline, byline, language, repairs."""

from rashomon.cleaning.pipeline import clean

__all__ = ["clean"]
