"""What a hurried reader reads: the bottom line and the key takeaways."""

from __future__ import annotations

from sphinx.application import Sphinx

from briefkit.takeaways import html, nodes, pdf, resolve
from briefkit.takeaways.directive import KeyTakeawaysDirective, SummaryDirective


def setup(app: Sphinx) -> None:
    app.add_node(nodes.summary, html=html.SUMMARY, pdf=pdf.SUMMARY)
    app.add_node(nodes.key_takeaways, html=html.TAKEAWAYS, pdf=pdf.TAKEAWAYS)
    app.add_node(nodes.takeaway_list, html=html.LIST)
    app.add_node(nodes.takeaway, html=html.TAKEAWAY)
    app.add_node(nodes.lead_in, html=html.LEAD_IN)
    app.add_node(nodes.box_label, html=html.LABEL)
    app.add_node(nodes.see)
    app.add_directive("summary", SummaryDirective)
    app.add_directive("key-takeaways", KeyTakeawaysDirective)
    app.add_post_transform(resolve.ResolveSee)
