"""Time expressions: found by a grammar over the parsed words, valued as TIMEX3."""

from rashomon.annotation.temporal.extract import TimeExpression, times

__all__ = ["TimeExpression", "times"]
