"""Rashomon: many reports, one story."""
