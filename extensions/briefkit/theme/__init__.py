"""The HTML theme ``briefkit``: on Sphinx's ``basic``, without search or site tree; it asks nobody else."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from briefkit.core.face import Face
from briefkit.core.house import house
from briefkit.core.report import report as tell
from briefkit.core.words import direction, fixed_words, words
from briefkit.theme import diagrams, html
from briefkit.theme.brand import Logos, brand_sheet, copy_fonts
from briefkit.theme.metadata import absolute, report

FONTS = {
    "SourceSerif4": ("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf"),
    "SourceSerif4-Italic": ("fontpkg_source_serif_4", "SourceSerif4-Italic[opsz,wght].ttf"),
    "SourceSans3": ("fontpkg_source_sans_3", "SourceSans3[wght].ttf"),
    "SourceSans3-Italic": ("fontpkg_source_sans_3", "SourceSans3-Italic[wght].ttf"),
    "NotoSansArabic": ("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf"),
}
"""The name in ``_static/fonts`` of each font, the package and the file that it comes from."""

DEFAULTS = {
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_use_index": False,
    "html_domain_indices": False,
    "html_secnumber_suffix": " ",
    "html_permalinks_icon": "#",
}
"""Settings of Sphinx that the theme changes where the project says nothing."""

SPHINX_SCRIPTS = tuple(
    f"_static/{name}.js"
    for name in ("documentation_options", "doctools", "sphinx_highlight", "searchtools", "language_data")
)
"""Scripts that Sphinx adds to each page for its search."""


def is_ours(builder: Builder) -> bool:
    """Whether a builder writes pages in this theme."""
    return isinstance(builder, StandaloneHTMLBuilder) and getattr(builder.theme, "name", "") == "briefkit"


def _settings(_app: Sphinx, config: Config) -> None:
    if config.html_theme == "briefkit":
        for name, value in DEFAULTS.items():
            if name not in config.overrides and name not in config._raw_config:
                config[name] = value


def _begin(app: Sphinx) -> None:
    if isinstance(app.builder, StandaloneHTMLBuilder) and is_ours(app.builder):
        app.builder.search = False  # the index takes most of a build
        app.builder.copysource = app.config.html_copy_source
        app.add_js_file("briefkit/briefkit.js")
        if brand_sheet(house(app.env).brand, {}):
            app.add_css_file("briefkit/brand.css", priority=300)


def _add_files(app: Sphinx, builder: Builder) -> None:
    """Put the fonts, and the style sheet of the brand where it has one, beside the files of the theme."""
    if not is_ours(builder):
        return
    static = Path(builder.outdir, "_static")
    (static / "fonts").mkdir(parents=True, exist_ok=True)
    for name, (package, file) in FONTS.items():
        spec = find_spec(package)
        source = Path(spec.origin or "").parent / "files" / file if spec else Path()
        target = static / "fonts" / f"{name}.ttf"
        if source.is_file() and (not target.is_file() or target.stat().st_size != source.stat().st_size):
            shutil.copyfile(source, target)
    brand = house(app.env).brand
    sheet = brand_sheet(brand, copy_fonts(brand, static / "fonts" / "brand"))
    if sheet:
        (static / "briefkit").mkdir(exist_ok=True)
        (static / "briefkit" / "brand.css").write_text(sheet, encoding="utf-8")
    logos = Logos(brand, static)
    house(app.env).parts["theme"] = logos.context()
    tell(logos.problems)


def _site_name(app: Sphinx) -> str:
    """The house, as the head of a page names it."""
    config = app.config
    return house(app.env).publisher or config._raw_config.get("html_title") or config.project


def _turns(context: dict[str, Any]) -> list[tuple[str, dict[str, str]]]:
    """The pages of the same paper before and after this one, as ``("prev" | "next", {"link", "title"})``."""

    def addresses(entries: list[dict[str, Any]]) -> set[str]:
        return {entry["href"] for entry in entries}.union(*(addresses(entry["children"]) for entry in entries))

    pages = addresses(context.get("briefing_toc") or []) | {context.get("briefing_href", "")}
    return [(way, context[way]) for way in ("prev", "next") if context.get(way) and context[way]["link"] in pages]


def _context(app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None) -> None:
    """What every page prints beside its text: fixed words, language, direction, metadata of a paper."""
    if not is_ours(app.builder):
        return
    face: Face | None = context.setdefault("briefing", None)
    language = face.language if face else str(app.config.language)
    say = words(language)
    context["words"] = context.get("briefkit_words", fixed_words(language)) | {
        "size": say("{pages} pages, {size}"),
        "size-one": say("1 page, {size}"),
    }
    context["page_language"], context["page_direction"] = language.replace("_", "-"), direction(language)
    context["sphinx_scripts"] = SPHINX_SCRIPTS
    own = _site_name(app)
    context["site_name"] = (face.publisher if face else "") or own
    shown = house(app.env).parts.get("theme", {})
    context["logos"] = shown.get("logos", []) if context["site_name"] == own else []
    context["logo_is_icon"] = shown.get("logo_is_icon", False)
    if shown.get("icon") and not app.config.html_favicon:
        context["favicon_url"] = context["pathto"](f"_static/{shown['icon']}", resource=True)
    if face:
        context["turns"] = _turns(context)
        context["pdf_url"] = absolute(context.get("briefing_pdf"), context.get("pageurl"))
        context["report"] = report(face, context["pdf_url"], context.get("pageurl"))


def setup(app: Sphinx) -> None:
    app.add_html_theme("briefkit", str(Path(__file__).parent))
    app.connect("config-inited", _settings)
    app.connect("builder-inited", _begin)
    app.connect("write-started", _add_files)
    app.connect("html-page-context", _context, priority=600)
    html.setup(app)
    diagrams.setup(app)
