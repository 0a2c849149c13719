from hypothesis import given
from hypothesis import strategies as st

from rashomon.comparison.disjoint_sets import Forest


def test_everything_is_alone_at_first() -> None:
    assert Forest(3).groups() == [[0], [1], [2]]


def test_joined_numbers_are_one_group() -> None:
    forest = Forest(5)
    forest.join(4, 1)
    forest.join(1, 3)
    assert forest.groups() == [[0], [1, 3, 4], [2]]
    assert forest.find(4) == 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_the_order_of_joining_does_not_matter(pairs: list[tuple[int, int]]) -> None:
    one, other = Forest(10), Forest(10)
    for i, j in pairs:
        one.join(i, j)
    for i, j in reversed(pairs):
        other.join(j, i)
    assert one.groups() == other.groups()
    assert sorted(i for group in one.groups() for i in group) == list(range(10))
