"""Encodings of Chinese text: told for sure or reported, never mojibake."""

import pytest

from kg.read.formats.encodings import EncodingProblem, decode

SIMPLIFIED = "国家发展改革委有关负责人表示，今年以来我国经济运行总体平稳，新能源汽车产量同比增长两成，出口保持较快增长。"
TRADITIONAL = "國家發展改革委有關負責人表示，今年以來我國經濟運行總體平穩，新能源汽車產量同比增長兩成，出口保持較快增長。"


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"]
)
def test_simplified_text_comes_back(codec: str):
    assert decode(SIMPLIFIED.encode(codec)) == SIMPLIFIED


@pytest.mark.parametrize("codec", ["utf-8", "big5", "gb18030"])
def test_traditional_text_comes_back(codec: str):
    assert decode(TRADITIONAL.encode(codec)) == TRADITIONAL


def test_line_endings_become_one_sign():
    assert decode("一\r\n二\r三\n".encode("utf-8-sig")) == "一\n二\n三\n"


@pytest.mark.parametrize("codec", ["shift_jis", "euc_kr", "cp1251"])
def test_other_scripts_are_not_taken_for_chinese(codec: str):
    text = {
        "shift_jis": "これは日本語のとてもながい文章です。",
        "euc_kr": "이것은 한국어로 된 긴 문장입니다.",
        "cp1251": "Это длинное предложение на русском языке.",
    }[codec]
    with pytest.raises(EncodingProblem):
        decode(text.encode(codec) * 4)


def test_text_cut_in_mid_character_is_reported_not_mended():
    with pytest.raises(EncodingProblem, match="position"):
        decode(SIMPLIFIED.encode()[:-1])
