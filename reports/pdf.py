"""A page as PDF/UA: tagged, so that screen readers can read it, by WeasyPrint, an extra of its own."""

from __future__ import annotations

from reports.errors import NoPdfError


def to_pdf(page: str) -> bytes:
    """Print an HTML page; the same page gives the same bytes. Nothing is fetched.

    Raises NoPdfError where WeasyPrint or the system's Pango is not installed.
    """
    try:
        # heavy, and there only if it was asked for
        from weasyprint import HTML  # noqa: PLC0415
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except ImportError as error:
        raise NoPdfError("WeasyPrint is not installed: pip install 'headcount[pdf]'") from error
    except OSError as error:  # a library of the system that it loads as it is imported
        raise NoPdfError(
            f"Pango is not installed ({error}); on Debian: apt install libpangoft2-1.0-0"
        ) from error
    nothing = URLFetcher(allowed_protocols=())
    pdf: bytes = HTML(string=page, url_fetcher=nothing, base_url="about:blank").write_pdf(
        pdf_variant="pdf/ua-1", pdf_tags=True
    )
    return pdf
