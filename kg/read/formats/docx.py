"""Word documents (DOCX): paragraphs and tables in reading order, heading styles as Markdown headings."""

import io
import re
import zipfile

import docx
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph

from kg.read.formats.text import Unreadable, sha256
from kg.records import Metadata, Page

_HEADING = re.compile(r"^(?:heading|标题)\s*([1-6])$", re.IGNORECASE)


def docx_page(source: str, data: bytes, side: Metadata) -> Page:
    """Take the text of a DOCX file, a blank line between paragraphs; a side file's metadata wins over the document's.

    Raises Unreadable for a damaged or empty document.

    Example: a paragraph of style “Heading 1” reading 会议纪要 becomes `# 会议纪要`.
    """
    try:
        document = docx.Document(io.BytesIO(data))
        parts = [_part(item) for item in document.iter_inner_content()]
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, AttributeError) as error:
        raise Unreadable(f"the file is not a readable DOCX document: {error}") from error
    text = "\n\n".join(part for part in parts if part.strip())
    if not text:
        raise Unreadable("the document has no text")
    metadata = Metadata(
        side.headline or (document.core_properties.title or "").strip() or None,
        side.published,
        side.publisher,
        side.url,
    )
    return Page(source, sha256(data), text.replace("\r\n", "\n").replace("\r", "\n"), metadata)


def _part(item: Paragraph | Table) -> str:
    if isinstance(item, Table):
        return "\n".join(
            "| " + " | ".join(cell.text.replace("\n", " ") for cell in row.cells) + " |" for row in item.rows
        )
    style = item.style.name or "" if item.style is not None else ""
    heading = _HEADING.match(style)
    level = int(heading[1]) if heading else 1 if style.lower() in ("title", "标题") else 0
    return "#" * level + " " + item.text if level and item.text.strip() else item.text
