"""PDF pages with a text layer."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from kg.read.formats.text import Unreadable, sha256, without_surrogates
from kg.records import Metadata, Page


def pdf_page(source: str, data: bytes, metadata: Metadata) -> Page:
    """Take the text layer of a PDF file; its leaves are separated by a blank line.

    Raises Unreadable for a broken or encrypted file and for one without a text layer (a scan).

    Example: a newspaper page exported as PDF gives the text of its columns, line by line.
    """
    logging.getLogger("pypdf").setLevel(
        logging.ERROR
    )  # its warnings on odd but readable files help no reader
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("the PDF is encrypted and needs a password")
        leaves = [leaf.extract_text() for leaf in reader.pages]
    except DependencyError as error:
        raise Unreadable(f"the PDF is encrypted in a way that cannot be opened here: {error}") from error
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
    ) as error:
        # pypdf lets these through on damaged files
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(f"the PDF is damaged: {error}") from error
    text = "\n\n".join(leaf.replace("\r\n", "\n").replace("\r", "\n") for leaf in leaves)
    if not text.strip():
        raise Unreadable("the PDF has no text layer; it may be a scan that needs OCR first")
    return Page(source, sha256(data), without_surrogates(text), metadata)
