"""Papers in eight languages in one project: each speaks its own, on its pages and in its PDF.

The writer's words of the paper in ``paper/`` belong to no language. What an English paper says beside them is English,
and none of it may stand in a paper of another language, unless that language has the same word.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from lxml import html
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from tests.pdf.conftest import CONF, png
from tests.structure import read_aloud

from briefkit.core.spoken import Spoken
from briefkit.core.words import LOCALES, locale

HERE = Path(__file__).parent
LANGUAGES = ("en", "fr", "de", "es", "it", "pl", "uk", "ar")
OTHERS = LANGUAGES[1:]
NAMES = {
    "Creative", "Commons", "CC", "BY", "ISBN", "ISSN", "ORCID", "PDF", "UTC", "TLP", "AMBER",
    "doi", "DOI", "https", "org", "IPCC", "kB",
}  # fmt: skip
"""Proper names, which are the same everywhere."""
SPHINX = ("Note", "Warning", "Tip", "Important", "Hint", "Caution", "Danger", "Error", "Attention", "See also")


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{2,}", text))


class Papers:
    """The project after both builds, and what a reader finds in it by language."""

    def __init__(self, out: Path, source: Path) -> None:
        self.out = out
        self.typed = words(
            "".join(
                path.read_text(encoding="utf-8")
                for path in sorted(source.rglob("*.*"))
                if path.suffix in {".md", ".bib"}
            )
        )

    def trees(self, language: str) -> Iterator[Any]:
        for path in sorted((self.out / "html" / language).glob("*.html")):
            yield html.fromstring(path.read_bytes())

    def page(self, language: str) -> str:
        texts = []
        for tree in self.trees(language):
            for unread in tree.xpath("//script|//style"):
                unread.drop_tree()
            texts += [*tree.itertext(), *tree.xpath("//@title|//@aria-label|//@alt")]
        return "\n".join(texts)

    def running(self, language: str) -> str:
        """The text of the pages as it runs, without breaks between the parts of a sentence."""
        return " ".join(tree.text_content() for tree in self.trees(language))

    def paper(self, language: str) -> str:
        return read_aloud(self.out / "pdf" / f"{language}.pdf")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    folder = tmp_path_factory.mktemp("languages")
    for language in LANGUAGES:
        own = shutil.copytree(HERE / "paper", folder / "src" / language)
        (own / "dot.png").write_bytes(png())
        index = (own / "index.md").read_text(encoding="utf-8")
        (own / "index.md").write_text(index.replace("LANG", language).replace("TYPE", "briefing"), encoding="utf-8")
    listed = "\n".join(f"{language}/index" for language in LANGUAGES)
    (folder / "src" / "index.md").write_text(f"# All\n\n```{{toctree}}\n{listed}\n```\n", encoding="utf-8")
    settings = CONF | {
        "briefkit_papers": [], "html_theme": "briefkit", "bibtex_default_style": "briefkit",
        "bibtex_reference_style": "briefkit", "myst_enable_extensions": [*CONF["myst_enable_extensions"], "smartquotes"],
    }  # fmt: skip
    for builder in ("pdf", "html"):
        said = StringIO()
        with patch_docutils(str(folder)), docutils_namespace():
            app = Sphinx(
                str(folder / "src"), None, str(folder / builder), str(folder / "doctrees"), builder,
                confoverrides=settings, status=StringIO(), warning=said,
            )  # fmt: skip
            app.build()
        limits = [line for line in said.getvalue().splitlines() if "limits who may have the paper" not in line]
        assert limits == []
    return Papers(folder, folder / "src")


def own_words(language: str) -> set[str]:
    """The words that a language has for what is fixed, which may be those of English."""
    with (LOCALES / language / "briefkit.po").open("rb") as source:
        catalog = read_po(source)
    texts = [
        form
        for message in catalog
        for form in ([message.string] if isinstance(message.string, str) else message.string)
    ]
    where = locale(language)
    months = [name for width in ("wide", "abbreviated") for name in where.months["format"][width].values()]
    said = [Spoken(language).gettext(message) for message in SPHINX]
    latin = {"eds"} if language == "ar" else set()  # sources whose authors are written in Latin letters
    return words(" ".join([*texts, *months, *said])) | NAMES | latin


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("where", ["page", "paper"])
def test_no_word_of_a_paper_is_english(papers: Papers, language: str, where: str) -> None:
    english = words(getattr(papers, where)("en")) - papers.typed
    here = words(getattr(papers, where)(language))
    assert len(english) > 100
    assert sorted((english & here) - own_words(language)) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ("Figure 1", "Tableau 1", "Calendrier 1", "Encadré 1", "« kwota", "Source : Sorso", "2 avril 2026",
                "Epsi et Zeta, 2021)", "Theta (s.d.)", "Astuce", "Ajouté dans la version 1.1 : Vado", "1er février 2026")),
        ("de", ("Abbildung 1", "Tabelle 1", "„kwota", "Epsi und Zeta, 2021)", "Neu in Version 1.1: Vado", "2. April 2026")),
        ("es", ("Figura 1", "Tabla 1", "«kwota", "Epsi y Zeta, 2021)", "Añadido en la versión 1.1: Vado", "2 de abril de 2026")),
        ("it", ("Figura 1", "Tabella 1", "«kwota", "Epsi e Zeta, 2021)", "Aggiunto nella versione 1.1: Vado", "1º febbraio 2026")),
        ("pl", ("Rysunek 1", "Tabela 1", "„kwota", "Epsi i Zeta, 2021)", "Alpha i in.", "Dodane w wersji 1.1: Vado", "2 kwietnia 2026")),
        ("uk", ("Рисунок 1", "Таблиця 1", "«kwota", "Epsi і Zeta, 2021)", "Alpha та ін.", "Додано у версії 1.1: Vado", "2 квітня 2026")),
        ("ar", ("الشكل 1", "الجدول 1", "kwota ‹inna› kwota»", "Epsi وZeta، 2021)", "Epsi, E. and Zeta, Z. (2021). “Duot”", "Aaa؛ Bbb", "أُضيف في الإصدار 1.1: Vado", "2 أبريل 2026")),
    ],
)  # fmt: skip
def test_a_paper_is_written_as_its_language_is(papers: Papers, language: str, said: tuple[str, ...]) -> None:
    for text in (papers.running(language), papers.paper(language)):
        plain = re.sub(r"[\s\u00a0\u202f]+", " ", re.sub("[\u200e\u200f\u202a-\u202e]", "", text))
        assert [phrase for phrase in said if phrase not in plain] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_which_language_it_is_in(papers: Papers, language: str) -> None:
    for tree in papers.trees(language):
        assert (tree.get("lang"), tree.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
