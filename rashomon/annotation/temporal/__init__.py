"""Time expressions: found by a grammar over the parsed words, valued as TIMEX3.

`words` has the vocabulary, `dates` and `lengths` the rules that `grammar` lists, `guards` what their matches must pass,
`tense` which way an expression looks, `values` how its value follows; `find` puts them in a row.
"""

from rashomon.annotation.temporal.extract import TimeExpression, times

__all__ = ["TimeExpression", "times"]
