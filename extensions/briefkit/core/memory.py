"""Fewer walks of the garbage collector over the trees of documents, which hold a node for every piece of text."""

from __future__ import annotations

import atexit
import gc

from sphinx.application import Sphinx

# The end of the process gives all memory back at once; to take down the trees before it takes seconds.
atexit.register(gc.freeze)


def setup(app: Sphinx) -> None:
    usual = gc.get_threshold()
    # Before the environment of the last build is read.
    app.connect("config-inited", lambda _app, _config: gc.set_threshold(200_000, 20, 20), priority=100)
    app.connect("build-finished", lambda _app, _error: gc.set_threshold(*usual))
