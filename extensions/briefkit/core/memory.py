"""Fewer walks of the garbage collector over the trees of documents, which hold a node for every piece of text."""

from __future__ import annotations

import gc

from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    usual = gc.get_threshold()
    app.connect("builder-inited", lambda _app: gc.set_threshold(200_000, 20, 20), priority=100)
    app.connect("build-finished", lambda _app, _error: gc.set_threshold(*usual))
