"""The pages of the small project ``test-theme``, and a browser that may not reach anybody."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright
from tests.conftest import CHROMIUM, CI

ROOT = Path(__file__).parent.parent / "roots" / "test-theme"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a browser on a machine that has none; CI must have one."""
    if CHROMIUM is None and not CI:
        needy = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
        items[:] = [item for item in items if item not in needy]
        config.hook.pytest_deselected(items=needy)


@pytest.fixture(scope="session")
def write_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Writes the pages of the project, with options of Sphinx, and gives their folder."""

    def write(*options: str) -> Path:
        target = tmp_path_factory.mktemp("theme") / "html"
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", *options, str(ROOT), str(target)]
        subprocess.run([*command, "-d", str(target.with_name("doctrees"))], check=True)
        return target

    return write


@pytest.fixture(scope="session")
def site(write_site: Callable[..., Path]) -> Path:
    """The folder of the written pages."""
    return write_site()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Visitor:
    """Opens pages of the site, and notes each request that leaves it."""

    def __init__(self, browser: Browser, site: Path) -> None:
        self.browser, self.site = browser, site
        self.outside: list[str] = []

    def open(
        self, name: str, width: int = 1280, colours: str = "light", script: bool = True, media: str = "screen"
    ) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=colours,  # type: ignore[arg-type]  # "light" or "dark"
            java_script_enabled=script,
        )
        page = context.new_page()
        page.route(lambda address: not address.startswith("file:"), self._refuse)
        page.emulate_media(media=media)  # type: ignore[arg-type]  # "screen" or "print"
        page.goto((self.site / f"{name}.html").as_uri())
        page.evaluate("document.fonts.ready.then(() => true)")
        return page

    def _refuse(self, route: Route) -> None:
        self.outside.append(route.request.url)
        route.abort()


@pytest.fixture
def visitor(browser: Browser, site: Path) -> Iterator[Visitor]:
    visitor = Visitor(browser, site)
    yield visitor
    for context in browser.contexts:
        context.close()
