"""Formulas are set, have their LaTeX as description, and can run nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.pdf import typst
from briefkit.pdf.maths import equation

Build = Callable[..., Any]

FORMULAS = [
    r"\hat{a}+\bar{b}\vec{c}\overline{ab}\dot{x}\tilde{y}",
    r"\left( \frac{a}{b} \right] \binom{n}{k}",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
    r"\begin{cases} x & y\\ z & w\end{cases}",
    r"\sum_{i=1}^{n} x_i^2 \int_0^\infty \lim_{x\to 0} \sin x",
    r"\mathbb{R} \mathcal{L} \mathbf{Ab} \mathrm{d}x \text{if } x",
    r"f'(x) \sqrt[3]{x} \sqrt{y}\,\quad\!",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix} \begin{bmatrix}1\\2\end{bmatrix}",
    r"\underbrace{a+b}_{n} \overbrace{c} \boxed{x} \cancel{y}",
    r"x \leq 5\% \$ \& \displaystyle \operatorname{argmax}_x",
    r"\overset{a}{b}\underset{c}{d}\stackrel{a}{=} \color{red}x \lvert x\rvert",
    r"a \\ b",
    r"12{,}5 \times 10^{-3}",
]


def test_formulas_are_set_and_described(build: Build) -> None:
    inline = "\n\n".join(f"Inline ${formula}$." for formula in FORMULAS if "begin" not in formula)
    blocks = "\n\n".join(f"$$\n{formula}\n$$" for formula in FORMULAS)
    built = build({"index.md": f"# Paper\n\n{inline}\n\n{blocks}\n\n\\begin{{align}}\na &= b\n\\end{{align}}\n"})
    described = [str(tag.element.Alt) for tag in built.tags() if tag.kind == "Formula"]
    assert set(FORMULAS) <= set(described)
    assert built.warnings == []


def test_numbered_formulas_have_their_number(build: Build) -> None:
    built = build({"index.md": "# Paper\n\n$$ E = mc^2 $$ (energy)\n\nSee {eq}`energy`.\n"})
    assert built.text().count("(1)") == 2


@pytest.mark.parametrize("formula", [r"\foo{x}", r"\frac{a", r"}{", r"\text{" + '" #read("secret.txt") "' + "}"])
def test_a_formula_that_cannot_be_read_is_reported_and_printed(build: Build, formula: str) -> None:
    built = build({"index.md": f"# Paper\n\nA {{math}}`{formula}` B.\n", "secret.txt": "the secret"})
    text = built.text()
    assert "the secret" not in text
    readable = equation(formula, block=False) is not None
    assert readable != any("formula cannot be read" in line and "index.md:3" in line for line in built.warnings)


@given(st.text(st.sampled_from("\\{}^_&$%#\"'() abfrcsqtx12=+-<>"), max_size=40))
def test_any_formula_is_read_or_refused(latex: str) -> None:
    body = equation(latex, block=True)
    if body is not None:
        written = typst.write(body).text
        assert "read(" not in written.replace('"', "")
