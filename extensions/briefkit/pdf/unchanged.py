"""Whether a paper can have changed at all since it was made, told without resolving and translating it.

It may say that a paper changed where it did not, never the other way round: the paper is then drafted, and its
fingerprint decides.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefkit.core.briefings import Paper, members, paper_of, papers
from briefkit.core.domain import brief
from briefkit.core.frontmatter import front_of
from briefkit.core.house import house
from briefkit.pdf.paper import surroundings

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from briefkit.pdf.builder import PdfBuilder

_PACKAGE = Path(__file__).parent.parent


def key(builder: PdfBuilder, paper: Paper, pictures: Iterable[str]) -> str:
    """What the draft of a paper is made from, as one hash; *pictures* are the files that it shows."""
    env, app = builder.env, builder._app
    parts = [
        [(name, env.all_docs.get(name)) for name in _read(env, paper)],
        members(env, paper),
        sorted(env.found_docs),
        sorted(getattr(env, "briefkit_digests", {}).items()),
        [front_of(env, root) for root in papers(env)],
        [(name, item[1]) for name, item in getattr(env, "intersphinx_cache", {}).items()],
        house(env).digest,
        house(env).brand.digest,
        [(value.name, _plain(value.value)) for value in builder.config],
        sorted((extension.name, extension.version) for extension in app.extensions.values()),
        sorted(builder.tags),
        os.environ.get("SOURCE_DATE_EPOCH"),
        [_stamp(Path(name)) for name in pictures],
        surroundings(),
        _own_files(),
    ]
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _read(env: BuildEnvironment, paper: Paper) -> Iterator[str]:
    """The documents that a paper may print something of: its own, those of briefings that it names, and loose ones."""
    own = members(env, paper)
    scopes = {scope for name in own for scope in brief(env).data["used"].get(name, {}).get("scopes", ())}
    for name in sorted(env.all_docs):
        other = paper_of(env, name)
        if name in own or other is None or other.scope in scopes:
            yield name


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
