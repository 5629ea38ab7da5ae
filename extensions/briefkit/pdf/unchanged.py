"""Whether a paper can have changed at all since it was made, told without resolving and translating it.

It may say that a paper changed where it did not, never the other way round: the paper is then drafted, and its
fingerprint decides.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefkit.core.briefings import Paper, members, paper_of, papers
from briefkit.core.domain import brief
from briefkit.core.frontmatter import front_of
from briefkit.core.house import house
from briefkit.pdf.paper import surroundings

if TYPE_CHECKING:
    from briefkit.pdf.builder import PdfBuilder

_PACKAGE = Path(__file__).parent.parent


class Keys:
    """The keys of all papers of one build. What they share is looked at once."""

    def __init__(self, builder: PdfBuilder) -> None:
        self.env = env = builder.env
        self.documents: dict[str | None, list[str]] = defaultdict(list)
        """The documents of each briefing; under None those of none, which any may print something of."""
        for name in sorted(env.all_docs):
            paper = paper_of(env, name)
            self.documents[paper.scope if paper else None].append(name)
        shared = [
            sorted((name, title.astext()) for name, title in env.titles.items()),
            [(root, front_of(env, root).title) for root in papers(env)],
            [(name, item[1]) for name, item in getattr(env, "intersphinx_cache", {}).items()],
            house(env).digest,
            house(env).brand.digest,
            [(value.name, _plain(value.value)) for value in builder.config],
            sorted((extension.name, extension.version) for extension in builder._app.extensions.values()),
            sorted(builder.tags),
            os.environ.get("SOURCE_DATE_EPOCH"),
            surroundings(),
            _own_files(),
        ]
        self.shared = _hash(shared)

    def of(self, paper: Paper, pictures: Iterable[str]) -> str:
        """What the draft of a paper is made from, as one hash; *pictures* are the files that it shows."""
        env, read = self.env, self._read(paper)
        digests = getattr(env, "briefkit_digests", {})
        parts = [
            self.shared,
            members(env, paper),
            [(name, env.all_docs.get(name), digests.get(name), front_of(env, name)) for name in read],
            [_stamp(Path(name)) for name in pictures],
        ]
        return _hash(parts)

    def _read(self, paper: Paper) -> list[str]:
        """The documents that a paper may print something of: its own, those of briefings it names, and loose ones."""
        own = members(self.env, paper)
        used = brief(self.env).data["used"]
        scopes = {paper.scope, *(scope for name in own for scope in used.get(name, {}).get("scopes", ()))}
        return sorted({*own, *self.documents[None], *(name for scope in scopes for name in self.documents[scope])})


def _hash(parts: list[Any]) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    """A setting without the order of sets, which changes from run to run."""
    return sorted(map(repr, value)) if isinstance(value, (set, frozenset)) else value


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), found.st_mtime_ns, found.st_size


@cache
def _own_files() -> list[tuple[str, int, int]]:
    """The code, the house style and the catalogs of words."""
    return [_stamp(path) for path in sorted(_PACKAGE.rglob("*")) if path.suffix in {".py", ".typ", ".tmTheme", ".po"}]
