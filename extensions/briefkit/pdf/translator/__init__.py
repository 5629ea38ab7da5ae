"""From an assembled paper to the calls that print it."""

from __future__ import annotations

from briefkit.pdf.translator.base import Job
from briefkit.pdf.translator.blocks import Blocks
from briefkit.pdf.translator.design import Design
from briefkit.pdf.translator.domains import Domains
from briefkit.pdf.translator.lists import Lists
from briefkit.pdf.translator.tables import Tables

__all__ = ["Job", "Translator"]


class Translator(Design, Tables, Blocks, Lists, Domains):
    """Turns the nodes of a paper into calls of Typst, for the builder ``pdf``.

    An extension teaches it a node of its own in the way of Sphinx, with two functions that take this
    translator and the node: ``app.add_node(my_node, pdf=(visit, depart))``. A node without one is printed as
    the class that it derives from. Two forms are enough for almost everything::

        def visit(self, node):                # wraps what stands inside
            self.open()
        def depart(self, node):
            self.call("info-box", self.close(), title=node["title"])

        def visit(self, node):                # puts a call together from parts
            self.call("summary", self.content(node), label=self.word("Bottom line"))
            raise nodes.SkipNode

    `call` puts a call at the end of what is open, `value` makes one that is an argument of another. Arguments
    are strings (they are printed to the letter), numbers, truth values, None, lists, dictionaries, other
    calls, and what `content`, `render` and `close` give back; ``_`` in the name of an argument is Typst's
    hyphen. Functions are those of Typst and of the house style in ``pdf/lib``. Every call remembers where its
    node was typed, so that what the compiler has to say is told with the line of the source.

    Marks that links lead to are put before a node by itself. `part` puts them inside instead. A handler that
    calls ``data-table`` says so with `note_table` first, and prints a row header with ``head=True``.
    """
