"""Papers that hold what is difficult to set."""

project = "Gallery"
author = "The Policy Unit"
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "briefkit"]
html_theme = "briefkit"
briefkit_publisher = "Marevian Institute for Public Policy"
myst_enable_extensions = [
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "strikethrough",
    "substitution", "tasklist",
]  # fmt: skip
myst_dmath_allow_space = False
myst_dmath_allow_digits = False
exclude_patterns = ["_build"]
