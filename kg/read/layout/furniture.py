"""Lines that belong to the page and to no article: imprint, contents of other pages, editors, trails and feet of web pages."""

import re

from kg.read.patterns import CHINESE_DATE, FULL_DATE, FURNITURE, HAN, MASTHEAD, label

_LONGEST = 120
_DATED = re.compile(rf"{FULL_DATE}|{CHINESE_DATE}")
_LEAF = re.compile(r"第?\s?[A-Z]?\d{1,2}\s?版|第[一二三四五六七八九十]{1,3}版")
_IMPRINT_PART = re.compile(
    rf"(?:星期|周)[一二三四五六日天]|(?:农历|夏历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?(?:[闰正二三四五六七八九十冬腊一]{{1,3}}月)?(?:初|廿|十|二十|三十){{1,2}}[一二三四五六七八九十]?(?![\d{HAN[1:-1]}])"
    rf"|(?:今日|本期|今天)[\d一二三四五六七八九十]{{1,3}}版|(?:总)?第\s?\d{{1,6}}\s?[期号]|(?:国内)?(?:统一)?(?:连续出版物|刊)号[:：\s]?|(?:CN|ISSN)\s?\d[\d-]*(?:/[A-Z])?"
    rf"|(?:邮发)?代号[:：\s]?[\d-]+|(?:本版)?(?:责任编辑|责编|编辑|美编|校对|版式|主编|视觉|制图|组版|值班主任)[:：\s]\s?{HAN}{{2,4}}(?:[\s　、]{HAN}{{2,4}})?"
)
_REST = re.compile(r"[\s　|｜丨/·•:：,，—–-]+")
_CONTENTS = re.compile(
    r"[^。，；（(]{3,40}?(?:[\s　▶►>→·…—|｜/]+|[（(【])(?:详见|见|刊|转)?\s?(?:第?[A-Z]?\d{1,2}[-—]?\d{0,2}|第[一二三四五六七八九十]{1,3})\s?版[）)】]?$"
)
"""春耕备耕物资足 03版: an entry of the table of contents on the first page."""

_TRAIL = re.compile(
    r"(?:(?:当前|您(?:的|所在的?)?)?位置[:：])?\s?[^\s>›»。，]{1,12}(?:\s?[>›»]+\s?[^\s>›»。，]{1,16}){1,6}$"
)
"""首页 > 新闻 > 经济"""

_FOOT = re.compile(
    r"(?:分享(?:到|至)|扫一扫|扫码(?:关注|阅读|观看)|上一[篇版页条]|下一[篇版页条])[^。]{0,40}$|[【\[]?(?:打印(?:本页)?|关闭(?:窗口|本页)?|(?:我要)?纠错|收藏|字号.{0,12}|相关新闻|推荐阅读|热门(?:新闻|推荐)|点击排行)[】\]]?[:：]?$"
    r"|.{0,40}(?:版权所有|Copyright|All [Rr]ights [Rr]eserved|ICP备|公网安备)[^。]{0,80}$"
    r"|(?:本版|本报|新闻)?(?:投稿|电子)?(?:邮箱|信箱|热线|电话|传真|E-?mail)[:：][^。]{3,60}$"
    r"|(?:本版|本期|题图|本文)(?:插图|题图|题字|制图|漫画|图片|照片|编辑|责编|统筹|策划|摄影|供图)[:：\s　][^。]{2,40}$"
)


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page itself.

    Example: 要闻 第02版 2026年1月21日 星期三, 春耕备耕物资足 03版, 首页 > 新闻 > 经济, 本版责编 丁小满.
    """
    if len(text) > _LONGEST:
        return False
    return bool(
        FURNITURE.fullmatch(text)
        or _CONTENTS.fullmatch(text)
        or _TRAIL.fullmatch(text)
        or _FOOT.fullmatch(text)
        or _is_imprint(text)
    )


def prints_apart(text: str) -> bool:
    """Whether a line is furniture by its words, not only a number, which a column may have cut off a sentence."""
    return is_furniture(text) and re.search(HAN, text) is not None


def _is_imprint(text: str) -> bool:
    """Whether nothing is left of a line without date, weekday, leaf, number of issue, editors, names of section and paper."""
    rest = _IMPRINT_PART.sub(" ", _LEAF.sub(" ", _DATED.sub(" ", text)))
    signs = len(_DATED.findall(text)) + len(_LEAF.findall(text)) + len(_IMPRINT_PART.findall(text))
    words = [w for w in _REST.split(rest) if w]
    if signs == 0 or (signs == 1 and not words and _DATED.fullmatch(text.strip())):
        return False  # a date alone may sign a document
    return all(label(w) or MASTHEAD.fullmatch(w) or w in ("出版", "年", "农历", "今日") for w in words)


def is_paper_in_latin(text: str) -> bool:
    """Whether a line is the name of the paper in Latin letters, as it stands beside the imprint: QINGJIANG RIBAO."""
    return re.fullmatch(r"[A-Z][A-Za-z]+(?: [A-Za-z]+){0,4}", text) is not None and len(text) <= 40
