"""An extension teaches the papers a node of its own, or has its text printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Build = Callable[..., Any]

OWN = """\
    from docutils import nodes
    from sphinx.util.docutils import SphinxDirective

    class wrapped(nodes.General, nodes.Element):
        pass

    class composed(nodes.General, nodes.Element):
        pass

    class derived(nodes.admonition):
        pass

    class unknown(nodes.General, nodes.Element):
        pass

    KINDS = {kind.__name__: kind for kind in (wrapped, composed, derived, unknown)}

    def directive(kind):
        class Own(SphinxDirective):
            has_content = True
            def run(self):
                node = kind()
                self.set_source_info(node)
                node += nodes.title("", "Its title") if kind is derived else []
                node += self.parse_content_to_nodes()
                return [node]
        return Own

    def open_box(self, node):
        self.open()

    def close_box(self, node):
        self.call("info-box", self.close(), number="Box 7", title="Wrapped")

    def compose(self, node):
        self.note_table(stubs=1)
        self.call(
            "data-table",
            *(self.part("cell", child, head=number == 0) for number, child in enumerate(node.children)),
            columns=2, header=0,
        )
        raise nodes.SkipNode

    def setup(app):
        app.add_node(wrapped, pdf=(open_box, close_box))
        app.add_node(composed, pdf=(compose, None))
        app.add_node(derived)
        app.add_node(unknown)
        for name, kind in KINDS.items():
            app.add_directive(name, directive(kind))
"""

PAPER = """\
    # Paper

    :::{wrapped}
    In a *box*.
    :::

    :::{composed}
    Head

    Cell
    :::

    :::{derived}
    Derived text.
    :::

    :::{unknown}
    Unknown text.
    :::

    :::{unknown}
    More of it.
    :::
    """


def test_own_nodes_are_printed(build: Build, monkeypatch: Any, tmp_path: Any) -> None:
    monkeypatch.syspath_prepend(str(tmp_path / "src"))
    extensions = ["myst_parser", "briefkit", "own_nodes"]
    built = build({"own_nodes.py": OWN, "index.md": PAPER}, extensions=extensions)
    text = built.text()
    for words in (
        "Box 7",
        "Wrapped",
        "In a box.",
        "Its title",
        "Derived text.",
        "Unknown text.",
        "More of it.",
    ):
        assert words in text
    rows = [tag for tag in built.tags() if tag.kind == "TH" and str(tag.attribute("/Scope")) == "/Row"]
    assert len(rows) == 1
    (line,) = [line for line in built.warnings if "does not know" in line]
    assert line.startswith("index.md:17")
    assert "app.add_node(unknown, pdf=(visit, depart))" in line


ATTACHING = """\
    from docutils import nodes
    from docutils.parsers.rst import Directive

    class with_data(nodes.General, nodes.Element):
        pass

    class Own(Directive):
        def run(self):
            return [with_data()]

    def visit(self, node):
        for _ in range(2):
            self.attach("numbers.csv", b"a,b\\n1,2\\n", "text/csv", "The numbers of the paper")

    def setup(app):
        app.add_node(with_data, pdf=(visit, None))
        app.add_directive("with-data", Own)
"""


def test_data_goes_into_the_paper(build: Build, monkeypatch: Any, tmp_path: Any) -> None:
    monkeypatch.syspath_prepend(str(tmp_path / "src"))
    extensions = ["myst_parser", "briefkit", "attaching_nodes"]
    files = {"attaching_nodes.py": ATTACHING, "index.md": "# Paper\n\n```{with-data}\n```\n"}
    built = build(files, extensions=extensions)
    pdf = built.pdf()
    assert {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()} == {
        "numbers.csv": b"a,b\n1,2\n"
    }
    (specification,) = pdf.Root.AF
    assert str(specification.AFRelationship) == "/Data"
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


DIAGRAM = """\
    from docutils import nodes
    from sphinx.util.docutils import SphinxDirective

    class diagram(nodes.General, nodes.Inline, nodes.Element):
        pass

    class Diagram(SphinxDirective):
        has_content = True
        def run(self):
            return [diagram(code="\\n".join(self.content))]

    def setup(app):
        app.add_node(diagram)
        app.add_directive("diagram", Diagram)
"""


def test_a_diagram_that_only_pages_can_draw_is_printed_as_its_source(
    build: Build, monkeypatch: Any, tmp_path: Any
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path / "src"))
    files = {"diagrams.py": DIAGRAM, "index.md": "# Paper\n\n```{diagram}\ngraph LR\n  A --> B\n```\n"}
    built = build(files, extensions=["myst_parser", "briefkit", "diagrams"])
    assert "graph LR A --> B" in built.text()
    (line,) = built.warnings
    assert "does not know what to do with 'diagram'" in line


WRONG = """
    from docutils import nodes
    from docutils.parsers.rst import Directive

    class wrong(nodes.General, nodes.Element):
        pass

    class Wrong(Directive):
        has_content = True
        def run(self):
            node = wrong()
            node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
            self.state.nested_parse(self.content, self.content_offset, node)
            return [node]

    def visit(self, node):
        self.call("topic", self.content(node), title="A title", colour="red")
        raise nodes.SkipNode

    def setup(app):
        app.add_node(wrong, pdf=(visit, None))
        app.add_directive("wrong", Wrong)
"""


def test_a_wrong_call_of_an_extension_costs_its_look_and_not_the_paper(
    build: Build, monkeypatch: Any, tmp_path: Any
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path / "src"))
    body = "```{wrong}\nFirst words.\n\n- and a list\n```\n"
    files = {"wrong_nodes.py": WRONG, "index.md": f"# Paper\n\n{body}\n{body}\nAfter.\n"}
    built = build(files, extensions=["myst_parser", "briefkit", "wrong_nodes"])
    assert built.text().count("First words.") == 2
    assert built.text().count("A title") == 2
    assert "After." in built.text()
    assert [line.split(" WARNING")[0] for line in built.warnings] == ["index.md:3:", "index.md:9:"]
    assert "unexpected argument: colour" in built.warnings[0]
