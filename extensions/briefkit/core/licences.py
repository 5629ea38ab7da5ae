"""Licences by their names, in the language of a paper."""

from __future__ import annotations

from briefkit.core.words import words

CREATIVE_COMMONS = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0 International", "CC BY 4.0", "licenses/by/4.0"),
    "CC-BY-SA-4.0": ("Creative Commons Attribution-ShareAlike 4.0 International", "CC BY-SA 4.0", "licenses/by-sa/4.0"),
    "CC-BY-NC-4.0": (
        "Creative Commons Attribution-NonCommercial 4.0 International",
        "CC BY-NC 4.0",
        "licenses/by-nc/4.0",
    ),
    "CC-BY-ND-4.0": (
        "Creative Commons Attribution-NoDerivatives 4.0 International",
        "CC BY-ND 4.0",
        "licenses/by-nd/4.0",
    ),
    "CC-BY-NC-SA-4.0": (
        "Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International",
        "CC BY-NC-SA 4.0",
        "licenses/by-nc-sa/4.0",
    ),
    "CC-BY-NC-ND-4.0": (
        "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International",
        "CC BY-NC-ND 4.0",
        "licenses/by-nc-nd/4.0",
    ),
    "CC-BY-IGO-3.0": ("Creative Commons Attribution 3.0 IGO", "CC BY 3.0 IGO", "licenses/by/3.0/igo"),
    "CC-BY-3.0-IGO": ("Creative Commons Attribution 3.0 IGO", "CC BY 3.0 IGO", "licenses/by/3.0/igo"),
    "CC0-1.0": ("Creative Commons Zero 1.0 Universal", "CC0 1.0", "publicdomain/zero/1.0"),
}
"""The name, the short name and the path of each licence, by its SPDX identifier.

The names are messages; their translations are those of the licences themselves, https://creativecommons.org/licenses/.
"""


def licence(typed: str, language: str) -> tuple[str, str]:
    """The name and the address of a licence given by its SPDX identifier; other texts stand as they are."""
    say, code = words(language), typed.strip().rstrip(".").replace(" ", "-").upper()
    if code == "ALL-RIGHTS-RESERVED":
        return say("All rights reserved"), ""
    if code not in CREATIVE_COMMONS:
        return typed, ""
    name, short, path = CREATIVE_COMMONS[code]
    return f"{say(name)} ({short})", f"https://creativecommons.org/{path}/"
