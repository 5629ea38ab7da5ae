"""Which font is named for a character that no font has."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import fontpkg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.core import scripts
from briefkit.core.fontfiles import FontFace, faces, has, weights

ARABIC = fontpkg.families()["noto-sans-arabic"].files[0].path


@pytest.mark.parametrize(
    ("character", "named"),
    [
        ("学", "Noto Sans SC, TC, JP or KR"), ("。", "Noto Sans SC, TC, JP or KR"), ("か", "Noto Sans JP"), ("カ", "Noto Sans JP"),
        ("한", "Noto Sans KR"), ("Ａ", "Noto Sans SC, TC, JP or KR"), ("น", "fontpkg-noto-sans-thai"),
        ("देव"[0], "fontpkg-noto-sans-devanagari"), ("ש", "fontpkg-heebo"), ("হ", "fontpkg-hind-siliguri"),
        ("հ", "Noto Sans Armenian"), ("ქ", "Noto Sans Georgian"), ("አ", "Noto Sans Ethiopic"), ("😀", "Noto Emoji"),
        ("⚠", "Noto Sans Symbols 2"), ("𓀀", "Noto Sans Egyptian Hieroglyphs"), ("𐎠", "a font of Noto for its script"),
        ("\ue000", "U+E000 is no character of Unicode"),
    ],
)  # fmt: skip
def test_a_font_is_named_for_each_script(character: str, named: str) -> None:
    assert named in scripts.advice([character])


def test_one_font_is_named_once_for_all_characters_that_it_has() -> None:
    assert scripts.advice(["政", "策", "น", "โ"]) == (
        "Put Noto Sans SC, TC, JP or KR (TTF or OTF, from notofonts.github.io) into the folder 'fonts' of conf/: it has '政'. "
        "For 'น' install the package fontpkg-noto-sans-thai."
    )


def test_a_font_of_this_machine_that_has_the_characters_is_named_with_its_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, subset: Callable[[str], bytes]
) -> None:
    (tmp_path / "han.ttf").write_bytes(subset("政策"))
    here = faces((str(tmp_path),))
    monkeypatch.setattr(scripts, "faces", lambda _folders, system: here if system else ())
    found = scripts.on_this_machine("政策")
    assert found is not None
    assert (found.family, found.path) == ("Acme Han", str(tmp_path / "han.ttf"))
    assert scripts.on_this_machine("政府") is None
    assert f"Copy {tmp_path / 'han.ttf'} ('Acme Han', if its licence allows)" in scripts.advice(["政"])


@given(st.characters())
def test_something_is_said_of_every_character(character: str) -> None:
    assert scripts.advice([character]).endswith(".")


def test_the_characters_and_weights_of_a_font_are_those_of_its_tables(tmp_path: Path) -> None:
    shutil.copyfile(ARABIC, tmp_path / "a.ttf")
    (face,) = faces((str(tmp_path),))
    assert face == FontFace("Noto Sans Arabic", str(tmp_path / "a.ttf"), 0, "normal", (100, 900))
    assert has(face.path, 0, ord("ش"))
    assert has(face.path, 0, ord("A"))
    assert not has(face.path, 0, ord("政"))


def test_the_characters_of_a_font_are_those_that_fonttools_finds() -> None:
    from fontTools.ttLib import TTFont

    for family in fontpkg.families().values():
        for file in family.files:
            known = set(TTFont(file.path).getBestCmap())
            assert [code for code in range(0x3000) if has(str(file.path), 0, code) and code not in known] == []
            assert [code for code in known if not has(str(file.path), 0, code)] == []


@settings(deadline=None)  # a file is written and read, on whatever disk
@given(st.binary(max_size=400), st.integers(0, 3))
def test_a_file_that_is_no_font_has_no_characters(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, index: int
) -> None:
    file = tmp_path_factory.mktemp("junk") / "a.ttf"
    for head in (b"", b"\0\1\0\0\0\1\0\0\0\0\0\0cmap\0\0\0\0\0\0\0\x1c\0\0\1\0", b"ttcf\0\0\0\0\0\0\0\1\0\0\0\x10"):
        file.write_bytes(head + junk)
        assert isinstance(has(str(file), index, 65), bool)
        assert weights(str(file), index, 400)
