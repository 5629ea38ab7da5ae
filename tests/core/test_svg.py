"""SVG pictures act in no output and load nothing; those that do neither stay as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.conftest import Built, build_project, paper, text_of

from briefkit.core.svg import NoPicture, safe_svg

INDEX = "# All\n\n```{toctree}\np/index\n```\n"
OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
EVIL = "evil.example"
ACTS = re.compile(
    rf"{EVIL}|javascript|vbscript|alert|<!|<\?xml-|html|base=|script|onload|onbegin|foreign|import|text/|\\72|hidden",
    re.IGNORECASE,
)
"""What no cleaned file below may hold."""

ATTACKS = {
    "script": "<script>alert(1)</script>",
    "script-of-another-namespace": '<x:script xmlns:x="urn:x">alert(1)</x:script>',
    "handler": '<rect onload="alert(1)"/>',
    "handler-in-capitals": '<rect ONLOAD="alert(1)"/>',
    "handler-with-a-prefix": '<s:rect xmlns:s="http://www.w3.org/2000/svg" s:onload="alert(1)"/>',
    "embedded-page": '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">hidden</p></foreignObject>',
    "markup-of-pages": '<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="https://evil.example/x"/>',
    "picture": '<image href="https://evil.example/x.png"/>',
    "picture-without-a-scheme": '<image href="//evil.example/x.png"/>',
    "picture-beside-it": '<image xlink:href="../hidden.png"/>',
    "use": '<use href="https://evil.example/x.svg#a"/>',
    "use-of-data": "<use xlink:href=\"data:image/svg+xml,&lt;svg id='a' onload='alert(1)'/&gt;#a\"/>",
    "page-as-data": '<image href="data:text/html,alert(1)"/>',
    "link": '<a href="javascript:alert(1)"><rect/></a>',
    "link-with-blanks": '<a xlink:href=" java&#10;scr&#x9;ipt:alert(1)"><rect/></a>',
    "link-to-vbscript": '<a href="VBScript:alert(1)"><rect/></a>',
    "link-to-data": '<a href="data:text/html,alert(1)"><rect/></a>',
    "animated-link": '<a href="#a"><animate attributeName="href" values="javascript:alert(1)"/></a>',
    "set-link": '<a href="#a"><set attributeName=" xlink:href " to="javascript:alert(1)"/></a>',
    "animated-address": '<rect><animate attributeName="fill" to="url(https://evil.example/#a)"/></rect>',
    "url": '<rect fill="url(https://evil.example/#a)"/>',
    "url-in-capitals": "<rect fill=\"URL( 'https://evil.example/#a' )\"/>",
    "url-with-escapes": r'<rect fill="u\72l(https://evil.example/#a)"/>',
    "url-with-a-long-escape": r'<rect style="fill:\000075 rl(https://evil.example/#a)"/>',
    "url-without-its-end": '<rect fill="url(https://evil.example/#a"/>',
    "url-of-a-page": '<rect fill="url(data:text/html,alert)"/>',
    "set-of-pictures": "<rect style=\"cursor: image-set('https://evil.example/x' 1x)\"/>",
    "import": '<style>@import "https://evil.example/x.css";</style>',
    "import-with-escapes": r'<style>@\69mport "https://evil.example/x.css"</style>',
    "import-in-parts": '<style>@im<rect/>port "https://evil.example/x.css"</style>',
    "import-in-cdata": "<style><![CDATA[@IMPORT url(https://evil.example/x.css);]]></style>",
    "font": "<style>@font-face { font-family: A; src: url('https://evil.example/x.woff') }</style>",
    "base": '<g xml:base="https://evil.example/"><use href="#a"/></g>',
}
WHOLE = {
    "style-sheet": f'<?xml-stylesheet href="https://evil.example/x.css"?>{OPEN}<desc>style-sheet</desc></svg>',
    "transformation": f'<?xml-stylesheet type="text/xsl" href="#x"?>{OPEN}<desc>transformation</desc></svg>',
    "default-attribute": '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>'
    f"{OPEN}<desc>default-attribute</desc></svg>",
    "entity": f'<!DOCTYPE svg [<!ENTITY a "<script>alert(1)</script>">]>{OPEN}<desc>entity</desc>&a;</svg>',
    "entity-of-pages": '<!DOCTYPE svg PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">'
    f'{OPEN}<desc>entity-of-pages</desc><a href="x&colon;y"/></svg>',
}
BAD = {name: f"{OPEN}<desc>{name}</desc>{body}</svg>" for name, body in ATTACKS.items()} | WHOLE
REFUSED = {
    "bomb": '<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><svg>&c;</svg>',
    "file": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    "page": '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
    "encoding": '<?xml version="1.0" encoding="iso-2022-jp"?><svg/>',
}
GOOD = {
    "plain": f'<?xml version="1.0"?>\n<!-- Made by hand -->\n{OPEN}<rect fill="url(#g)" id=\'a\'/></svg>\n',
    "typed": '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    f"{OPEN}</svg>",
    "links": f'{OPEN}<a xlink:href="https://example.org/"><text>Words</text></a><a href="mailto:a@b.c"/></svg>',
    "pictures": f'{OPEN}<image href="data:image/png;base64,iVBORw0KGgo="/><use xlink:href="#a"/></svg>',
    "sheet": f"{OPEN}<style>@font-face {{ src: url( 'data:font/woff2;base64,AA' ) }} .a\\:b > c {{ fill: url( \"#g\" ) }}"
    "</style></svg>",
    "animated": f'{OPEN}<rect><animate attributeName="opacity" values="0;1" dur="1s"/></rect></svg>',
    "words": f'{OPEN}<text aria-label="curl(1)">javascript: and url(https://example.org) in words</text></svg>',
}


def page(*names: str) -> dict[str, str]:
    pictures = "\n\n".join(f"![The {name}]({name}.svg)" for name in names)
    return {"index.md": INDEX, "p/index.md": paper("P", pictures)} | {
        f"p/{name}.svg": (BAD | REFUSED | GOOD)[name] for name in names
    }


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built]:
    """A briefing with every one of these pictures as a page and as a paper, from one reading."""
    folder = tmp_path_factory.mktemp("svg")
    files = page(*BAD, *REFUSED, *GOOD)
    return build_project(folder, files), build_project(folder, files, "pdf")


def staged(built: Built) -> Iterator[str]:
    return (path.read_text(encoding="utf-8") for path in (built.app.builder.staging / "assets").glob("*.svg"))


@pytest.mark.parametrize("name", BAD)
def test_a_picture_acts_in_no_output(outputs: tuple[Built, Built], name: str) -> None:
    web, printed = outputs
    copies = [web.read(f"_images/p.{name}.svg"), *(text for text in staged(printed) if f">{name}</" in text)]
    assert len(copies) == 2
    for copy in copies:
        assert ACTS.findall(copy.replace(f">{name}<", "><")) == []
        assert "svg" in copy


@pytest.mark.parametrize("name", BAD)
def test_the_writer_is_told_once_where_it_stands(outputs: tuple[Built, Built], name: str) -> None:
    line = 7 + 2 * list(BAD | REFUSED | GOOD).index(name)
    for built in outputs:
        (told,) = [warning for warning in built.warnings if f"'{name}.svg'" in warning]
        assert told.startswith(f"p/index.md:{line - 1}: WARNING: The picture '{name}.svg' is shown without ")


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_safe_svg_is_described_in_both_outputs(outputs: tuple[Built, Built], name: str) -> None:
    web, printed = outputs
    for built in outputs:
        (told,) = [warning for warning in built.warnings if f"'{name}.svg'" in warning]
        assert "Its description is printed instead." in told
    assert f"The {name}" in web.main("p/index")
    assert not (web.out / f"_images/p.{name}.svg").exists()
    assert not any(EVIL in text or "passwd" in text for text in staged(printed))


@pytest.mark.parametrize("name", GOOD)
def test_a_good_picture_stays_as_it_is_on_the_page(outputs: tuple[Built, Built], name: str) -> None:
    assert outputs[0].read(f"_images/p.{name}.svg") == GOOD[name]
    assert not any(f"'{name}.svg'" in warning for built in outputs for warning in built.warnings)


def test_pictures_of_every_kind_of_markup_are_cleaned(build: Callable[..., Built]) -> None:
    body = """\
    ```{figure} a.svg
    :alt: A figure
    ```

    ```{image} b.svg
    :alt: An image
    ```

    ````{card} A card
    :img-top: c.svg
    :img-alt: On a card
    ````

    ```{image} d.*
    :alt: Of several files
    ```
    """
    files = {f"p/{name}.svg": BAD["script"] for name in "abcd"}
    built = build({"index.md": INDEX, "p/index.md": paper("P", body)} | files, mistakes=True)
    copies = list((built.out / "_images").glob("*.svg"))
    assert len(copies) == 4
    assert not any("script>" in path.read_text(encoding="utf-8") for path in copies)
    assert [warning.split(":")[1] for warning in built.warnings] == ["6", "10", "14", "19"]


def test_a_picture_that_was_mended_is_shown_as_it_is(build: Callable[..., Built]) -> None:
    first = build(page("script"), mistakes=True)
    assert len(first.warnings) == 1
    again = build({}, mistakes=True)
    assert again.warnings == first.warnings
    mended = build({"p/script.svg": GOOD["plain"]})
    assert mended.read("_images/p.script.svg") == GOOD["plain"]


def test_a_picture_in_its_address_is_cleaned_too(build: Callable[..., Built]) -> None:
    body = """\
    ```{image} data:image/svg+xml,%3Csvg%20onload='alert(1)'/%3E
    :alt: A
    ```

    ```{image} data:text/html,%3Cp%3Ealert(2)%3C/p%3E
    :alt: B
    ```
    """
    built = build({"index.md": INDEX, "p/index.md": paper("P", body)}, mistakes=True)
    assert len(built.warnings) == 2
    (shown,) = built.page("p/index").find(".//main").iter("img")
    assert shown.get("src").startswith("data:image/svg+xml;base64,")
    assert "alert" not in built.read("p/index.html")
    assert text_of(built.page("p/index").find(".//*[@class='missing-picture']")) == "B"


@pytest.mark.parametrize("name", ["x.html", "x.svgz", "x.js"])
def test_what_is_no_picture_is_not_published_as_one(build: Callable[..., Built], name: str) -> None:
    files = {"index.md": INDEX, "p/index.md": paper("P", f"![A page]({name})\n"), f"p/{name}": "<script>1</script>"}
    built = build(files, mistakes=True)
    assert len(built.warnings) == 1
    assert "Its description is printed instead." in built.warnings[0]
    assert not any(b"<script>1" in content for content in built.files().values())


def test_the_picture_of_a_cover_is_told(build: Callable[..., Built]) -> None:
    front = "briefing: {status: draft, type: paper, cover: {image: c.svg, alt: A view}}"
    built = build(
        {"index.md": INDEX, "p/index.md": paper("P", "Words.", front), "p/c.svg": BAD["script"]}, "pdf", mistakes=True
    )
    assert [warning.partition(" is shown")[0] for warning in built.warnings] == [
        "p/index.md:3: WARNING: The picture 'c.svg'"
    ]


def test_a_project_of_others_keeps_its_pictures_and_its_paper_tells_of_them(build: Callable[..., Built]) -> None:
    files = {"index.md": "# P\n\n![The chart](c.svg)\n", "c.svg": BAD["script"]}
    web = build(files, briefkit_papers=["index"])
    assert web.read("_images/c.svg") == BAD["script"]
    printed = build({}, "pdf", briefkit_papers=["index"], mistakes=True)
    assert [warning.partition(" is shown")[0] for warning in printed.warnings] == [
        "index.md:3: WARNING: The picture 'c.svg'"
    ]


def test_a_deep_picture_is_read_or_refused() -> None:
    deep = f"{OPEN}{'<g>' * 20_000}{'</g>' * 20_000}</svg>".encode()
    assert safe_svg(deep, "x.svg") == (deep, [])
    with pytest.raises(NoPicture, match="nested too deep"):
        safe_svg(deep.replace(b"<g>", b'<g onload="x">', 1), "x.svg")


def test_a_message_names_a_few_of_many_things(tmp_path: Path, build: Callable[..., Built]) -> None:
    handlers = "".join(f'<rect onclick="a({number})"/>' for number in range(9))
    built = build(
        page() | {"p/index.md": paper("P", "![A](a.svg)"), "p/a.svg": f"{OPEN}{handlers}</svg>"}, mistakes=True
    )
    assert built.warnings == [
        "p/index.md:6: WARNING: The picture 'a.svg' is shown without what could act in it or load something from "
        'elsewhere: onclick="a(0)", onclick="a(1)", onclick="a(2)", onclick="a(3)", 5 more. Save it as plain SVG, with '
        "labels as text and pictures embedded. [briefkit.figure]"
    ]
