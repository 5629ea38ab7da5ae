"""Circles of dependencies, and the shortest that runs across parties: a deadlock."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, permutations

from briefkit.milestones.model import Milestone


@dataclass(frozen=True, slots=True)
class Link:
    """One step waits for another; ``reading_of`` is who alone reads it so, if not the text itself says it."""

    step: str
    first: str
    reading_of: str = ""


Loop = tuple[Link, ...]
"""Links that lead from a step back to itself."""


def links_of(milestones: Mapping[str, Milestone]) -> dict[str, list[Link]]:
    """What each step waits for, without soft dependencies; the text itself comes before a party's reading."""
    found: dict[str, list[Link]] = {}
    for key, one in milestones.items():
        links = [
            Link(key, dependency.id, (dependency.reading_of or "").strip())
            for dependency in one.depends_on
            if dependency.kind != "soft" and dependency.id in milestones
        ]
        found[key] = sorted(links, key=lambda link: bool(link.reading_of))
    return found


def knots(links: Mapping[str, Sequence[Link]]) -> list[list[str]]:
    """Sets of steps that all wait for each other (strongly connected components), in order."""
    ahead = _circular(links)
    back: dict[str, list[Link]] = {}
    for ways in ahead.values():
        for link in ways:
            back.setdefault(link.first, []).append(Link(link.first, link.step))
    seen: set[str] = set()
    found = []
    for key in ahead:
        if key not in seen:
            both = _reached(key, ahead) & _reached(key, back)
            seen |= both
            if both:
                found.append([other for other in ahead if other in both])
    return found


def _circular(links: Mapping[str, Sequence[Link]]) -> dict[str, list[Link]]:
    """The links between steps that can stand in a circle: none that waits for nothing, or for such a step."""
    waiters: dict[str, list[str]] = {}
    for ways in links.values():
        for link in ways:
            waiters.setdefault(link.first, []).append(link.step)
    left = {key: len(ways) for key, ways in links.items()}
    free = [key for key, count in left.items() if not count]
    while free:
        for step in waiters.get(free.pop(), ()):
            left[step] -= 1
            if not left[step]:
                free.append(step)
    return {key: [link for link in ways if left[link.first]] for key, ways in links.items() if left[key]}


def _reached(start: str, links: Mapping[str, Sequence[Link]]) -> set[str]:
    found: set[str] = set()
    todo = [start]
    while todo:
        for link in links.get(todo.pop(), ()):
            if link.first not in found:
                found.add(link.first)
                todo.append(link.first)
    return found


def _path(start: str, end: str, links: Mapping[str, Sequence[Link]]) -> Loop:
    """The shortest way from one step to another, of at least one link; nothing where there is none."""
    came: dict[str, Link] = {}
    todo = deque([start])
    while todo:
        for link in links.get(todo.popleft(), ()):
            if link.first not in came:
                came[link.first] = link
                todo.append(link.first)
        if end in came:
            break
    if end not in came:
        return ()
    way = [came[end]]
    while way[0].step != start:
        way.insert(0, came[way[0].step])
    return tuple(way)


_MANY = 40
"""Steps of a knot of which every pair is tried; of a larger one only the loop of each link is."""
_ENOUGH = 500
"""Links whose loops are tried; a knot with more is past all reading."""


def loops(knot: Sequence[str], links: Mapping[str, Sequence[Link]]) -> list[Loop]:
    """Loops of a knot, the shortest first: that of each link, and that through each two steps."""
    members = set(knot)
    inside = {key: [link for link in links[key] if link.first in members] for key in knot}
    found: list[Loop] = [loop for loop in islice(_through_links(inside), _ENOUGH) if loop]
    if len(knot) <= _MANY:
        for one, other in permutations(knot, 2):
            loop = _path(one, other, inside) + _path(other, one, inside)
            if len({link.step for link in loop}) == len(loop):
                found.append(loop)
    return sorted(found, key=len)


def _through_links(links: Mapping[str, Sequence[Link]]) -> Iterator[Loop]:
    for key, ways in links.items():
        for link in ways:
            if link.first == key:
                yield (link,)
            else:
                back = _path(link.first, key, links)
                yield (link, *back) if back else ()


def parties(loop: Loop, milestones: Mapping[str, Milestone]) -> set[str]:
    """Who stands in a loop: those who owe its steps, and those whose reading it rests on."""
    named: Iterable[str] = [name for link in loop for name in (*milestones[link.step].obligor, link.reading_of)]
    return {name.strip().casefold() for name in named if name.strip()}


def deadlock(knot: Sequence[str], links: Mapping[str, Sequence[Link]], milestones: Mapping[str, Milestone]) -> Loop:
    """The shortest loop that runs across parties, or nothing. Of several, the text's own comes first."""
    across = [loop for loop in loops(knot, links) if len(parties(loop, milestones)) > 1]
    return min(across, key=lambda loop: (len(loop), sum(bool(link.reading_of) for link in loop)), default=())


def turned(loop: Loop, knot: Sequence[str]) -> Loop:
    """The same loop from its first step in the order of *knot* on."""
    start = min(range(len(loop)), key=lambda number: knot.index(loop[number].step))
    return (*loop[start:], *loop[:start])
