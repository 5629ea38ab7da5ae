"""briefkit: policy briefings from MyST or reST to HTML pages and PDF papers."""

__version__ = "0.1.0"
