"""Photo captions are articles of their own and never break the story around them."""

from datetime import date

import pytest

from kg.read import articles
from kg.read.layout.captions import looks_like_caption
from kg.records import Article, ArticleKind, Page

STORY = "青禾县立足茶叶资源，建成标准化茶园12万亩，带动2.6万户茶农增收，2025年1至2月茶叶出口额同比增长18.3%，产品销往多个国家和地区。"
HEAD = "青禾茶香飘四海"
LEAD = "新华社青禾3月6日电（记者周明）青禾县6日发布春茶产销报告，全县茶叶企业达到86家，其中省级龙头企业9家。"

CAPTIONS = [
    ("图为茶农在采摘春茶。林静远摄（人民视觉）", "林静远", "人民视觉"),
    ("3月5日，游客在湖滨公园赏花（无人机照片）。\n新华社发（林静远 摄）", "林静远", "新华社"),
    ("这是在云岭湿地公园拍摄的候鸟（3月4日摄）。\n\n新华社记者 林静远 摄", "林静远", "新华社"),
    ("3月4日，甲国总理安德烈·科斯塔（左）与乙国外长在首都出席联合记者会。\n新华社/法新", None, "新华社"),
    ("连日来，松原县抢抓农时开展春灌。图为农民在检修水泵。　林静远摄（影像中国）", "林静远", "影像中国"),
    ("2025年3月4日拍摄的滨海港集装箱码头。\n新华社发(林静远摄)", "林静远", "新华社"),
]


def read_page(text: str) -> tuple[Article, ...]:
    return articles(Page("page.txt", "0" * 64, text))


@pytest.mark.parametrize(("caption", "photographer", "publisher"), CAPTIONS)
@pytest.mark.parametrize("mark", ["", "## "])
def test_caption_between_the_halves_of_a_paragraph(
    caption: str, photographer: str | None, publisher: str, mark: str
):
    half = STORY.index("增收") - 3
    story, picture = read_page(
        f"{mark}{HEAD}\n\n{LEAD}\n\n{STORY[:half]}\n\n\n\n{caption}\n\n{STORY[half:]}\n\n茶农说，今年春茶品质更好。"
    )
    assert (story.kind, story.headline) == (ArticleKind.STORY, HEAD) and STORY in story.text
    assert (picture.kind, picture.headline, picture.publisher) == (ArticleKind.CAPTION, None, publisher)
    assert [(b.name, b.role) for b in picture.bylines] == (
        [(photographer, "photographer")] if photographer else []
    )
    assert picture.published is None and picture.assumed == date(2025, 3, 6)
    assert [b.name for b in story.bylines] == ["周明"]


@pytest.mark.parametrize("mark", ["", "## "])
def test_caption_with_a_headline_of_its_own(mark: str):
    text = f"{mark}{HEAD}\n\n{LEAD}\n\n{STORY}\n\n{mark}湖畔春色\n\n这是云岭湿地的晨景（3月4日摄，无人机照片）。\n\n近日，云岭湿地迎来大批候鸟，吸引游客前来观赏。\n\n新华社发\n\n{mark}大桥合龙\n\n本报讯（记者 孙涛）云岭大桥昨日合龙。"
    story, picture, bridge = read_page(text)
    assert (picture.kind, picture.headline) == (ArticleKind.CAPTION, "湖畔春色") and "候鸟" in picture.text
    assert story.headline == HEAD and bridge.headline == "大桥合龙"


def test_headed_caption_inside_a_cut_story():
    half = STORY.index("增收") - 3
    story, picture = read_page(
        f"# {HEAD}\n\n{LEAD}\n\n{STORY[:half]}\n\n## 湖畔春色\n\n图为游客在湖畔赏花（3月4日摄）。\n\n新华社发\n\n{STORY[half:]}"
    )
    assert STORY in story.text and picture.headline == "湖畔春色"


def test_picture_at_the_head_of_a_story_leaves_the_headline_to_it():
    story, picture = read_page(
        f"# {HEAD}\n\n□新华社记者 周明\n\n3月5日在茶园拍摄的采茶场景。\n\n新华社发(林静远摄)\n\n{STORY}"
    )
    assert story.headline == HEAD and STORY in story.text and [b.name for b in story.bylines] == ["周明"]
    assert picture.kind is ArticleKind.CAPTION and picture.headline is None


def test_soft_wrapped_caption_stays_whole():
    caption = "近日，松原县抢抓农时开展春灌，确保小麦返青用水。图为农民在田间检修水泵。林静远摄（人民视觉）"
    lines = [caption[i : i + 18] for i in range(0, len(caption), 18)]
    body = [STORY[i : i + 18] for i in range(0, len(STORY), 18)]
    found = read_page("\n".join([f"# {HEAD}", "", LEAD, "", *body, "", *lines, "", *body]))
    (picture,) = [a for a in found if a.kind is ArticleKind.CAPTION]
    assert picture.text.replace("\n", "") == caption


def test_picture_story_of_an_agency():
    text = "新华社照片，江城，2025年3月6日\n    江城古籍展\n    读者在展厅参观（3月5日摄）。\n    展览持续到月底，展出古籍300余册。\n    新华社记者林静远摄"
    (picture,) = read_page(text)
    assert (picture.kind, picture.headline, picture.place, picture.published) == (
        ArticleKind.CAPTION,
        "江城古籍展",
        "江城",
        date(2025, 3, 6),
    )
    assert [(b.name, b.role) for b in picture.bylines] == [("林静远", "photographer")]


@pytest.mark.parametrize(
    "text",
    [
        "这是记者6日从全省春耕会议上得到的消息。",
        "他指着墙上的图说，为了这条路，村民等了十年。",
        "电影由青年导演拍摄，讲述乡村教师的故事。",
        "3月5日，王晓明在展示他最近外出拍摄的照片，并讲述拍摄经过。",
    ],
)
def test_sentences_of_a_story_are_no_captions(text: str):
    assert not looks_like_caption(text)
