"""The words that Sphinx, docutils and MyST print by themselves, in the language of each paper.

All three know one language a project. Here a document is read, and written, in its own: titles of admonitions, notes on
versions, the fields of a function, the names of links to headings, and the quotation marks that are put for straight ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import NullTranslations, translation
from importlib import import_module
from pathlib import Path
from typing import Any

import docutils.languages
import sphinx.locale
from docutils import nodes
from docutils.utils.smartquotes import smartchars
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import _
from sphinx.transforms import SphinxTransform

from briefkit.core.frontmatter import language_of
from briefkit.core.words import punctuation, words

_KEY = ("general", "sphinx")
_CATALOGS = Path(sphinx.locale.__file__).parent
_QUOTES = {"ar": "«»‹›", "fa": "«»‹›", "ur": "“”‘’"}
"""The quotation marks of languages that docutils knows none of."""


class Spoken(NullTranslations):
    """Sphinx's own catalog of a language; what it lacks is taken from briefkit's."""

    def __init__(self, language: str, base: NullTranslations | None = None) -> None:
        super().__init__()
        self.language = language
        tags = [language.replace("-", "_"), language.partition("-")[0]]
        self.base = base or translation("sphinx", str(_CATALOGS), tags, fallback=True)

    def gettext(self, message: str) -> str:
        said = self.base.gettext(message).strip()
        return said if said != message else words(self.language)(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.base.ngettext(msgid1, msgid2, n)


class Speaker:
    """Which language is spoken now; the project's, unless a document is being read or written."""

    def __init__(self) -> None:
        self.language = self.project = "en"
        self.known: dict[str, Spoken] = {}

    def begin(self, app: Sphinx) -> None:
        self.language = self.project = str(app.config.language or "en")
        self.known = {self.project: Spoken(self.project, sphinx.locale.translators.get(_KEY))}

    def speak(self, language: str) -> None:
        """Let Sphinx say its words in *language* from here on."""
        self.language = language
        sphinx.locale.translators[_KEY] = self.known.setdefault(language, Spoken(language))

    def end(self) -> None:
        """Give the word back to the project."""
        self.language = self.project
        if self.project in self.known:
            sphinx.locale.translators[_KEY] = self.known[self.project].base


speaker = Speaker()


def quotes(language: str) -> list[str]:
    """The opening and closing quotation marks of a language, first and second level."""
    known: dict[str, Sequence[str]] = {**smartchars.quotes, **_QUOTES}
    return list(next((known[tag] for tag in (language, language.partition("-")[0]) if tag in known), known["en"]))


class OwnLanguage(SphinxTransform):
    """Tells docutils the language of a document, where it knows that language."""

    default_priority = 1

    def apply(self, **_kwargs: Any) -> None:
        language, settings = language_of(self.env, self.env.docname), self.document.settings
        is_known = docutils.languages.get_language(language) is not None
        settings.language_code = language if is_known else str(self.config.language)
        # docutils has a warning for a language that it knows no marks of; such a one takes the English marks.
        own = language.partition("-")[0].lower()
        more = [] if own in smartchars.quotes or own in _QUOTES else [(own, quotes(language))]
        settings.smartquotes_locales = [*_QUOTES.items(), *more, *(settings.smartquotes_locales or ())]


_VERSIONS = {
    "versionadded": "Added in version %s",
    "versionchanged": "Changed in version %s",
    "deprecated": "Deprecated since version %s",
    "versionremoved": "Removed in version %s",
}
_FIELDS = ("Parameters", "Returns", "Return type", "Raises", "Yields")


class OwnLabels(SphinxTransform):
    """Says anew what Sphinx said in the language of the project, since it was loaded after that was known."""

    default_priority = 860

    def apply(self, **_kwargs: Any) -> None:
        if speaker.language == speaker.project:
            return
        for note in self.document.findall(addnodes.versionmodified):
            label = next((node for node in note.findall(nodes.inline) if "versionmodified" in node["classes"]), None)
            if label is not None and note["type"] in _VERSIONS:
                said = _(_VERSIONS[note["type"]]) % note["version"]
                end = label.astext()[-2:]
                end = punctuation(": ", speaker.language) if end == ": " else end[-1]
                label.children = [nodes.Text(said + end)]
        project = speaker.known[speaker.project]
        fields = {project.gettext(field): field for field in _FIELDS}
        for name in self.document.findall(nodes.field_name):
            if name.astext() in fields and isinstance(name.parent.parent.parent, addnodes.desc_content):
                name.children = [nodes.Text(_(fields[name.astext()]))]


def _with_quotes(create: Callable[..., Any]) -> Callable[..., Any]:
    def create_md_parser(config: Any, renderer: Any) -> Any:
        parser = create(config, renderer)
        parser.options["quotes"] = quotes(speaker.language)
        return parser

    create_md_parser.speaks = True  # type: ignore[attr-defined]  # so that it is wrapped once
    return create_md_parser


def _read(app: Sphinx, docname: str, _source: list[str]) -> None:
    speaker.speak(language_of(app.env, docname))


def _was_read(_app: Sphinx, _env: BuildEnvironment) -> list[str]:
    speaker.end()
    return []


def _page(app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], doctree: Any) -> None:
    speaker.speak(language_of(app.env, pagename)) if doctree is not None else speaker.end()


def setup(app: Sphinx) -> None:
    parsers: Any = import_module("myst_parser.parsers.sphinx_")
    if not hasattr(parsers.create_md_parser, "speaks"):
        parsers.create_md_parser = _with_quotes(parsers.create_md_parser)
    app.add_transform(OwnLanguage)
    app.add_transform(OwnLabels)
    app.connect("builder-inited", speaker.begin)
    app.connect("source-read", _read, priority=1)
    app.connect("env-updated", _was_read)
    app.connect("html-page-context", _page, priority=1)
    app.connect("build-finished", lambda _app, _error: speaker.end())
