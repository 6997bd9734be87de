"""Parallel text -> a starter translation model: prepare, vocabulary, train, average, export (see README.md here)."""
