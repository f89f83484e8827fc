"""HTML, PDF and DOCX files give the same page as their text."""

import io
from datetime import date
from pathlib import Path

import docx
from pypdf import PdfReader, PdfWriter

from kg.read import articles, read
from kg.records import Page, Problem

HTML = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>全省秋粮收购进展顺利_滨海网</title>
<meta name="pubdate" content="2025-11-06 09:30"><meta name="source" content="滨海日报"><link rel="canonical" href="https://example.org/a"></head>
<body><nav>首页 | 新闻 | 财经</nav><article><h1>全省秋粮收购进展顺利</h1>
<p>本报滨海11月6日电（记者 林晓峰）记者在多地粮库看到，售粮车辆有序排队，收购现场秩序井然，农民脸上洋溢着丰收的喜悦。</p>
<p>省粮食和物资储备局有关负责人表示，截至11月5日，全省累计收购秋粮320万吨，收购价格总体保持平稳，资金供应充足。</p>
</article><footer>版权所有</footer></body></html>"""


def only(path: Path) -> Page:
    (found,) = read([path])
    assert isinstance(found, Page), found
    return found


def test_html_main_text_and_metadata(tmp_path: Path):
    for charset in ("utf-8", "gb2312"):
        path = tmp_path / f"{charset}.html"
        path.write_bytes(HTML.format(charset=charset).encode("gbk" if charset == "gb2312" else charset))
        page = only(path)
        assert page.metadata.headline == "全省秋粮收购进展顺利"
        assert page.metadata.published == date(2025, 11, 6)
        assert page.metadata.publisher == "滨海日报"
        assert page.metadata.url == "https://example.org/a"
        assert "320万吨" in page.text and "版权所有" not in page.text and "首页" not in page.text
        (story,) = articles(page)
        assert story.headline == "全省秋粮收购进展顺利" and [b.name for b in story.bylines] == ["林晓峰"]
        assert story.published == date(2025, 11, 6) and story.url == "https://example.org/a"


def pdf(text: str) -> bytes:
    """A one-leaf PDF whose font maps each character to its code point, as newspaper PDFs do."""
    codes = sorted({ord(c) for c in text if c != "\n"})
    cmap = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    cmap += "".join(f"1 beginbfchar <{c:04X}> <{c:04X}> endbfchar\n" for c in codes) + "endcmap end"
    shown = "".join(f"<{''.join(f'{ord(c):04X}' for c in line)}> Tj 0 -20 Td\n" for line in text.split("\n"))
    content = f"BT /F 12 Tf 20 800 Td\n{shown}ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>/Contents 6 0 R>>",
        "<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/Identity-H/DescendantFonts[5 0 R]/ToUnicode 7 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/S/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
    ]
    body, places = "%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj{item}endobj\n"
    xref = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{p:010d} 00000 n \n" for p in places
    )
    return (
        body + xref + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    ).encode("ascii")


LINES = "秋粮收购进展顺利\n本报讯（记者 林晓峰）截至目前，全省累计\n收购秋粮320万吨，收购价格总体保持平稳，\n资金供应充足。"


def test_pdf_text_layer(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(pdf(LINES))
    (story,) = articles(only(tmp_path / "a.pdf"))
    assert story.headline == "秋粮收购进展顺利"
    assert "全省累计收购秋粮320万吨，收购价格总体保持平稳，资金供应充足。" in story.text


def test_pdf_without_text_layer_and_encrypted_pdf(tmp_path: Path):
    (tmp_path / "scan.pdf").write_bytes(pdf(""))
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf(LINES))))
    writer.encrypt("geheim", algorithm="RC4-128")
    writer.write(tmp_path / "secret.pdf")
    messages = {p.source: p.message for p in read([tmp_path]) if isinstance(p, Problem)}
    assert "text layer" in messages["scan.pdf"] and "encrypted" in messages["secret.pdf"]


def test_docx_paragraphs_headings_and_tables(tmp_path: Path):
    document = docx.Document()
    document.add_heading("滨海市统计公报", level=1)
    document.add_paragraph("2024年，全市地区生产总值3200亿元，比上年增长5.6%。")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "粮食产量", "120万吨"
    document.save(str(tmp_path / "a.docx"))
    page = only(tmp_path / "a.docx")
    assert (
        page.text
        == "# 滨海市统计公报\n\n2024年，全市地区生产总值3200亿元，比上年增长5.6%。\n\n| 粮食产量 | 120万吨 |"
    )
    (story,) = articles(page)
    assert story.headline == "滨海市统计公报" and "粮食产量 | 120万吨" in story.text
