"""The sample briefings, built as a writer builds them: what an organisation must be able to rely on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from lxml import html as lxml_html
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTContainer
from tests.gate import Gate
from tests.structure import read_aloud

PROJECT = Path(__file__).parent.parent.parent
LANGUAGES = {
    "alaska-summit": "en", "clean-heating": "en", "clean-heating-at-a-glance": "en", "who-pays-for-warmth": "ar",
}  # fmt: skip
SLUGS = tuple(LANGUAGES)


LATER = (
    "import sys, time; now = time.time; time.time = lambda: now() + 2e7; "
    "from sphinx.cmd.build import main; sys.exit(main(sys.argv[1:]))"
)
"""Sphinx on another day."""
ELSEWHERE = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7"}


def build(source: Path, out: Path, *options: str, elsewhere: bool = False) -> str:
    """Build the samples as PDF and HTML in a process of their own; returns what was said.

    *elsewhere* is another day, time zone, locale and umask, and another order of sets.
    """
    said = ""
    start = ["-c", LATER] if elsewhere else ["-m", "sphinx"]
    for builder in ("pdf", "html"):
        command = [
            sys.executable,
            *start,
            "-W",
            "-b",
            builder,
            "-c",
            str(source / "conf"),
            "-d",
            str(out / "doctrees"),
        ]
        done = subprocess.run(
            [*command, *options, str(source / "briefings"), str(out / builder)],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | (ELSEWHERE if elsewhere else {}),
            umask=0o077 if elsewhere else -1,
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr
        said += done.stdout + done.stderr
    return said


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, gate: Gate) -> Path:
    out = tmp_path_factory.mktemp("samples")
    build(PROJECT, out)
    gate.collect(out / "pdf", "the sample briefings")
    return out


@pytest.mark.parametrize("slug", SLUGS)
def test_a_sample_says_what_it_is(samples: Path, slug: str) -> None:
    with pikepdf.open(samples / "pdf" / f"{slug}.pdf") as pdf, pdf.open_metadata() as xmp:
        assert xmp.pdfa_status == "2A"
        assert str(xmp["pdfuaid:part"]) == "1"
        assert str(pdf.Root.Lang) == LANGUAGES[slug]
        assert xmp["dc:title"]
        assert xmp["dc:creator"]


def test_at_a_glance_is_one_page_that_ends_with_its_imprint(samples: Path) -> None:
    path = samples / "pdf" / "clean-heating-at-a-glance.pdf"
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1
    text = read_aloud(path)
    parts = (
        "Bottom line",
        "The issue",
        "What would have to be agreed",
        "Who stands where",
        "What happens next",
        "Suggested citation",
    )
    assert sorted(parts, key=text.index) == list(parts)
    assert "None agreed" not in text


def characters(item: object) -> Iterator[LTChar]:
    if isinstance(item, LTChar):
        yield item
    elif isinstance(item, LTContainer):
        for part in item:
            yield from characters(part)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_letter_of_a_sample_lies_off_its_page(samples: Path, slug: str) -> None:
    for page in extract_pages(samples / "pdf" / f"{slug}.pdf", laparams=LAParams(all_texts=True)):
        off = [
            char.get_text()
            for char in characters(page)
            if char.x0 < page.x0 - 1 or char.x1 > page.x1 + 1 or char.y0 < page.y0 - 1 or char.y1 > page.y1 + 1
        ]
        assert off == [], page.pageid


def squeezed(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold()
    return "".join(char for char in plain if char.isalnum())


@pytest.mark.parametrize("slug", SLUGS)
def test_every_sentence_of_the_pages_stands_in_the_paper(samples: Path, slug: str) -> None:
    paper = squeezed(read_aloud(samples / "pdf" / f"{slug}.pdf"))
    lost = []
    for page in sorted((samples / "html" / slug).glob("*.html")):
        main = lxml_html.parse(str(page)).getroot().xpath("//main//*[contains(@class, 'body')]")[0]
        for gone in main.xpath(".//script|.//style|.//svg|.//math|.//*[contains(@class, 'para-number')]"):
            gone.drop_tree()
        for block in main.iter("p", "h2", "h3"):
            words = re.split(r"\s+", "".join(block.itertext()).replace("#", " ").strip())
            for run in (words[i : i + 4] for i in range(0, len(words), 4)):
                # A column or a page may end within a run; then each of its words is looked for.
                if squeezed("".join(run)) not in paper:
                    lost += [word for word in run if squeezed(word) not in paper]
    assert lost == []


def test_samples_are_the_same_bytes_in_another_folder_on_another_day(samples: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "a folder of another name"
    for name in ("briefings", "conf"):
        shutil.copytree(PROJECT / name, elsewhere / name, ignore=shutil.ignore_patterns("__pycache__"))
    build(elsewhere, tmp_path / "out", "-j", "2", elsewhere=True)
    for slug in SLUGS:
        ours, theirs = (folder / "pdf" / f"{slug}.pdf" for folder in (samples, tmp_path / "out"))
        assert ours.read_bytes() == theirs.read_bytes(), slug
    pages = sorted(path.relative_to(samples / "html") for path in (samples / "html").rglob("*.html"))
    assert pages
    for page in pages:
        assert (samples / "html" / page).read_bytes() == (tmp_path / "out" / "html" / page).read_bytes(), page


def test_no_page_asks_anybody_else_for_anything(samples: Path) -> None:
    for page in (samples / "html").rglob("*.html"):
        tree = lxml_html.parse(str(page)).getroot()
        loaded = tree.xpath("//script/@src|//link[@rel='stylesheet']/@href|//img/@src|//link[@rel='preload']/@href")
        assert [address for address in loaded if "//" in address] == [], page.name


def test_nothing_unprinted_and_no_source_is_published(samples: Path) -> None:
    assert not (samples / "html" / "_sources").exists()
    own = str(PROJECT).encode()
    for file in [*(samples / "html").rglob("*"), *(samples / "pdf").rglob("*")]:
        if file.is_file() and file.suffix not in {".ttf", ".png"}:
            assert own not in file.read_bytes(), file.name


@pytest.mark.parametrize("slug", SLUGS)
def test_the_page_links_to_its_paper(samples: Path, slug: str) -> None:
    tree = lxml_html.parse(str(samples / "html" / slug / "index.html")).getroot()
    link = next(address for address in tree.xpath("//a/@href") if address.endswith(".pdf"))
    linked = (samples / "html" / slug / link).resolve()
    assert linked.read_bytes() == (samples / "pdf" / f"{slug}.pdf").read_bytes()
