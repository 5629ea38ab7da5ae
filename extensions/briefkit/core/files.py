"""Files that a text names for Sphinx and docutils: none is read or copied that lies outside of the source folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.directives.misc import Raw
from docutils.parsers.rst.directives.tables import CSVTable
from sphinx.addnodes import download_reference
from sphinx.application import Sphinx
from sphinx.directives.code import LiteralInclude
from sphinx.directives.other import Include
from sphinx.util.docutils import SphinxDirective

from briefkit.core.content import missing_file, source_file
from briefkit.core.problems import Kind, Place, Problem
from briefkit.core.report import place_of, report


class _Named(SphinxDirective):
    """A directive that checks the files that its writer names before the one that it derives from reads them."""

    def named(self, name: str, folder: Path | None = None) -> Path | None:
        """The file *name*; nothing where it lies outside. *folder* is where names begin, else that of the document."""
        found = source_file(self.env, self.env.docname, name, Place(*self.get_source_info()), folder)
        if isinstance(found, Problem):
            report([found])
            return None
        return found

    def refused(self, name: str, folder: Path | None = None) -> bool:
        """Whether the file *name* lies outside."""
        return self.named(name, folder) is None

    def refused_options(self) -> bool:
        """Whether ``:file:`` or ``:url:`` of a directive of docutils leads out, or the file is not there."""
        name, address = self.options.get("file"), self.options.get("url", "https:")
        folder = Path(self.state.document.current_source or self.env.doc2path(self.env.docname)).parent
        path = self.named(name, folder) if name else None
        if name and path is None:
            return True
        if name and path and not os.path.isfile(path):  # noqa: PTH113  # it takes names that Path.is_file() raises at
            self.env.note_dependency(path)
            told = missing_file(name, path, {path.suffix})
            report([Problem(Kind.FILE, told, Place(*self.get_source_info()))])
            return True
        if not address.startswith(("https:", "http:")):
            told = f":url: cannot be '{address}'. It begins with https:; name a file of the project with :file:."
            report([Problem(Kind.OPTION, told, Place(*self.get_source_info()))])
            return True
        if name and name.startswith("/"):
            self.options["file"] = str(Path(self.env.srcdir, name.lstrip("/")))
        return False


class InnerCSVTable(_Named, CSVTable):
    """``csv-table``."""

    def run(self) -> list[Any]:  # both of its bases agree with that
        return [] if self.refused_options() else list(CSVTable.run(self))


class InnerRaw(_Named, Raw):
    """``raw``."""

    def run(self) -> list[nodes.Node]:
        return [] if self.refused_options() else list(Raw.run(self))


class InnerLiteralInclude(_Named, LiteralInclude):
    """``literalinclude``."""

    def run(self) -> list[nodes.Node]:
        names = [self.arguments[0], self.options.get("diff")]
        return [] if any(name and self.refused(name) for name in names) else LiteralInclude.run(self)


class InnerInclude(_Named):
    """``include``, which MyST reads itself where a directive derives from that of docutils."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = dict(Include.option_spec or {}) | {
        "relative-images": directives.flag,
        "relative-docs": directives.path,
        "heading-offset": directives.nonnegative_int,
    }

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0].strip()
        # In <…> stands a file of docutils itself, such as isonum.txt.
        of_docutils = name.startswith("<") and name.endswith(">")
        own, folder = (name[1:-1], Path(Include.standard_include_path)) if of_docutils else (name, None)
        leads_out = not of_docutils or own.startswith("/") or ".." in Path(own).parts
        if leads_out and self.refused(own.lstrip("/") if of_docutils else own, folder):
            return []
        renderer = getattr(self.state, "_renderer", None)
        if renderer is not None:
            from myst_parser.mocking import MockIncludeDirective  # not every project has it

            body = list(self.content)
            return list(MockIncludeDirective(
                renderer, self.name, Include, self.arguments, self.options, body, self.lineno
            ).run())  # fmt: skip
        return list(Include(
            self.name, self.arguments, self.options, self.content, self.lineno, self.content_offset,
            self.block_text, self.state, self.state_machine,
        ).run())  # fmt: skip


def _downloads(app: Sphinx, document: nodes.document) -> None:
    """Keep the words of a link to a file outside, without the link."""
    for node in list(document.findall(download_reference)):
        if "://" in node["reftarget"]:
            continue
        found = source_file(app.env, app.env.docname, node["reftarget"], place_of(node))
        if isinstance(found, Problem):
            report([found])
            node.replace_self(node.children)


def setup(app: Sphinx) -> None:
    app.add_directive("csv-table", InnerCSVTable, override=True)
    app.add_directive("raw", InnerRaw, override=True)
    app.add_directive("literalinclude", InnerLiteralInclude, override=True)
    app.add_directive("include", InnerInclude, override=True)
    app.connect("doctree-read", _downloads, priority=50)
