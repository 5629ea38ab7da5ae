"""What a paper tells of itself beside its text: abbreviations, versions and corrections, and who signed it off."""

from __future__ import annotations

from sphinx.application import Sphinx

from briefkit.backmatter import abbreviations, html, pdf, resolve
from briefkit.backmatter.directive import AbbreviationsDirective, SignOffDirective, VersionHistoryDirective
from briefkit.backmatter.nodes import backmatter, signature
from briefkit.core import tables, tables_pdf


def setup(app: Sphinx) -> None:
    app.add_node(backmatter, html=tables.HTML, pdf=tables_pdf.PDF)
    app.add_node(signature, html=html.SIGNATURE, pdf=pdf.SIGNATURE)
    app.add_directive("abbreviations", AbbreviationsDirective)
    app.add_directive("version-history", VersionHistoryDirective)
    app.add_directive("sign-off", SignOffDirective)
    app.add_post_transform(resolve.FillBackmatter)
    app.add_post_transform(abbreviations.ExplainAbbreviations)
    app.connect("doctree-read", abbreviations.note)
