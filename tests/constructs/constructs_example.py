"""A module that the constructs document."""

LIMIT: int = 3
"""A constant."""


class Base:
    """A base class."""

    name: str = "base"
    """A name."""

    def vote(self, paper: str, *rest: int, weight: float = 1.0) -> bool:
        """Cast a vote.

        :param paper: the paper
        :returns: whether it was counted
        :raises ValueError: where it was not
        """
        return bool(paper)

    @property
    def size(self) -> int:
        """How large it is."""
        return len(self.name)


class Derived(Base):
    """A derived class."""


def count(items: list[str]) -> int:
    """Count *items*."""
    return len(items)
