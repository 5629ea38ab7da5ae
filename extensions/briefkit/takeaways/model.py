"""What a key takeaway is made of."""

from __future__ import annotations

from briefkit.core.fields import Model, OneOrMany


class Takeaway(Model):
    """``heading``, ``text`` and what it rests on; ``aspect`` and ``insight`` are accepted for the first two."""

    id: str | None = None
    heading: str | None = None
    aspect: str | None = None
    text: str | None = None
    insight: str | None = None
    see: OneOrMany[str] = ()

    @property
    def title(self) -> str:
        return self.heading or self.aspect or ""

    @property
    def title_field(self) -> str:
        return "heading" if self.heading else "aspect"

    @property
    def body(self) -> str:
        return self.text or self.insight or ""

    @property
    def body_field(self) -> str:
        return "text" if self.text else "insight"
