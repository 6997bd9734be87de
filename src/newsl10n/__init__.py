"""Publish a news article in other languages without losing what it says."""

__version__ = "0.1.0"
