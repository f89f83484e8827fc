"""The signs by which a page is read: sentence ends, headings, captions, notes, page furniture. All patterns in one place.

Every pattern is tried on the head or the tail of a piece only (`HEAD`, `TAIL` characters), so a page takes linear time.
"""

import re

from kg.knowledge import words

HEAD = 160
TAIL = 120

HAN = r"[\u3400-\u9fff]"
OPEN, CLOSE = r"[（(〔\[【]", r"[）)〕\]】]"

# --- ends and beginnings of paragraphs ------------------------------------------------------------------------------
_SENTENCE_END = re.compile(
    r"(?:[。！？!?…；;：:]|——|―{1,2}|—{1,2})[”’」』\"'）)】〕]*$|[A-Za-z0-9]\.[”\"）)]*$|[。！？!?…][”’」』\"][^，,。；;]{0,3}[）)]$|[（(](?:完|全文完)[）)]$"
)
_BRACKET_END = re.compile(r"[）)】〕]$")
INCOMPLETE = re.compile(
    r"[，,、（(《“‘〈]$|(?<!目)的$|(?<![共饱温缓总祥])和$|(?<!参)与$|(?<![普涉以])及$|(?<![存所现内潜])在$|(?<![首成])都$|(?<!尤|耳)其$|(?<!总)之$|"
    r"(?<![大天促驱行特公])使$|[或将把被从是而但并且若未也很最不已这那该每让]$"
)
"""Plainly unfinished: a comma, an open bracket, a word that needs a following one."""

CANNOT_BEGIN = re.compile(
    r"[，,。、；;：:！？!?）)》”’〉】%％‰·…]|(?:的|了|着|们|地(?!方|区|铁|震|球|产|处|点|位|下|面)|得|和|与|及|或|而(?!今|且)|等(?!待|级))"
)
"""No paragraph begins like this: the line goes on with one that a column has cut."""

OPENS_PARAGRAPH = re.compile(
    r"[　 ]*(?:[“‘「『《]|据(?!点|守)|近日|日前|当前|目前|眼下|如今|今年|去年|近年|此外|同时|另外|其中|记者|截至|截止|连日来|随着|为了|"
    r"一是|二是|三是|四是|五是|[一二三四五六七八九十]是|首先|其次|下一步|与此同时|(?:19|20)\d\d\s?年|\d{1,2}\s?月(?:\d{1,2}\s?日)?)"
)
"""A fresh paragraph often begins like this."""

ENUMERATOR = re.compile(
    r"(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[、．.](?!\d)|第[一二三四五六七八九十百\d]{1,5}[条章节编款]|[①-⑳])"
)


def ends_sentence(tail: str) -> bool:
    """Whether a paragraph may end like this.

    Example: …达到26.99万亿 does not, …同比增长6.1%。 does.
    """
    return bool(
        _SENTENCE_END.search(tail)
        or (_BRACKET_END.search(tail) and re.search(r"[（(【〔][^（(【〔]*$", tail) is None)
    )


# --- headings -------------------------------------------------------------------------------------------------------
MAX_HEADING = 46  # characters; the longest headlines of one line
KICKER = re.compile(r"(?:[—―]{1,2}|[：:])[”]?$")
SUBTITLE = re.compile(r"[—―－-]{1,2}(?=\S)|[（(][^（）()]{2,30}[）)]$")
HEADING_NEVER = re.compile(r"[。；;]|[，,、]$|[一二三四五六七八九十]是")
LISTED = re.compile(
    r"\d℃?\s?[—–~～至-]{1,2}\s?-?\d+℃|^\d{1,2}日[\s　]|[\s　](?:[\u3400-\u9fff]{1,3}(?:先生|女士|师傅|同学)|一?(?:名)?(?:村民|读者|网友|市民|居民|家长|业主|乘客|群众))$|^(?:市民|读者|网友|居民|村民|家长)[\s　]\S{2,8}$"
)
"""Lines of a weather table, and who signs a letter to the editor: no headlines."""

BODY_LEAD = re.compile(
    r"(?:(?:通过|随着|为了|由于|根据|按照|依据|经过|借助|依托|得益于|对于|针对|除了)[^，,]{2,20}|近日|日前|当前|目前|眼下|如今|此外|同时|另外|其中|据悉|据了解|据介绍|截至[^，,]{2,16}|[^，,]{2,14}(?:中|后|前|时|方面|期间|以来|认为|表示|介绍|指出))[，,：]"
)
"""How a sentence of the body begins, never a headline."""

SECTION = re.compile(
    r"(?:【[^】]{1,30}】$|[（(]小标题[）)]|第[一二三四五六七八九十百零\d]{1,4}[章节编部分篇]{1,2}(?:[ 　：:]|$)|[一二三四五六七八九十]{1,3}、|"
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]|(?:壹|贰|叁|肆|伍|陆)[、 　]|0\d[ 　]|\d{1,2}[.、．](?!\d)|PART\s*\d|[①-⑳])"
)
"""A heading that numbers or frames a part of an article."""

GENRES = r"(?:通讯|特写|综述|述评|评论|时评|社论|短评|快评|分析|新闻分析|背景资料|资料|记者手记|手记|财经观察|国际观察|观察|特稿|专访|侧记|随笔|人物|新闻人物|调查|综合消息|专题|新华时评|现场直击|记者观察|特别报道|链接|相关链接)"

OPENS_ARTICLE = re.compile(
    r"(?:编辑同志|编辑部|本报编辑|尊敬的[^。，：:]{1,12}|各(?:省|市|县|区|州|盟|乡镇|街道|有关|部门|单位|直属|高等|派出|分支|银行|保险|证券|成员|会员|设区)[^。；：:]{1,120}|[^。；，：:]{0,16}(?:同志|先生|女士|人民政府))[：:]$"
    r"|【(?:导语|主播|口播|演播室|导播)】|(?:主播|男主播|女主播|导语|口播)[：:]|[（(](?:主播|导语|口播)[）)]"
)
"""The salutation of a letter or circular, the first words of broadcast copy: what stands below a headline only."""

_ORGAN = rf"{HAN}{{2,22}}(?:局|厅|部|委|会|室|队|政府|署|行|法院|检察院|集团|公司|组)"
ORGAN_LINE = re.compile(rf"{_ORGAN}(?:[\s　、]+{_ORGAN})*")
"""A line of nothing but the names of bodies, as they stand below the headline of a document or sign it."""

BOX = re.compile(
    r"[【\[■◆●]?\s?(?:编者按|编者的话|开栏的话|开栏语|编后|编后语|编辑点评|编辑手记|记者手记|记者感言|记者点评|采访手记|采访札记|手记|短评|快评|点评|专家点评|专家观点|专家解读|专家视角|微评|"
    r"新闻链接|相关链接|链接|延伸阅读|知识链接|政策链接|新闻背景|背景链接|背景资料|背景|名词解释|小贴士|小知识|数说|数读|大事记|人物名片|人物简介|个人简介|嘉宾简介|名片|回音壁|回音|回应|反馈|读者留言|网友留言|网友热议|记者观察|新闻延伸|新闻观察|新闻多一点|相关新闻)\s?[】\]]?"
)
"""The heading of a box beside an article; it is an article of its own."""

# --- continuation and ends ------------------------------------------------------------------------------------------
_LEAF = r"(?:第?\s*[一二三四五六七八九十\dA-Z]{1,4}\s*版|头版|前版|本版)"
CONTINUED = re.compile(
    rf"[（(\[【]?\s*[（(]?(?:上接|紧接|接)\s*{_LEAF}(?:[《“][^》”]{{1,40}}[》”])?\s*[）)\]】]?[）)]?"
)
"""（上接第一版）"""

NOTE_BRACKET = re.compile(r"[（(〔\[]([^（(〔\[）)〕\]]{1,80})[）)〕\]][。.]?$")
"""The last bracket of a paragraph, which may hold a note."""

NOTE = re.compile(
    r"(?:完|全文完|未完待续|据?.{0,4}新华社.{0,24}[电讯]?|据.{1,30}(?:电|讯|报道|消息|报|网|社|台)|转自.{1,30}|摘自.{1,30}|原载.{1,30}|来源[:： ].{1,40}|"
    r"(?:稿件|文字|本文|文章|信息|图片)?来源[:： ]?.{1,30}|综合.{1,40}(?:报道|消息|电)|.{0,10}特稿.{0,40}|此稿.{1,20}|此件.{1,20}|新华国际客户端|更多.{1,30}|"
    r".{0,8}下转.{1,12}版.{0,20}|.{0,10}责任?编辑?[:： ].{1,30}|编辑[:： ].{1,30}|实习生?.{1,20}|(?:.{0,16}(?:记者|通讯员|报道员|采写|撰文|执笔|整理|作者|编译|参与采写|撰稿)[:： ]?.{1,60})|"
    r"作者(?:单位|系|为|分别为|均为)?.{1,80}|本报综合.{0,20}|.{2,14}(?:报|网|社|台)电)$"
)
"""What a bracket at the end of an article holds."""

ENDS_STORY = re.compile(r"[（(](?:完|全文完)[）)]$")
CLOSING_LINE = re.compile(
    r"(?:（完）|\(完\)|完$|(?:责任编辑|责编|编辑|校对)[:： 　]|审稿[:：]|终审[:：]|校对[:：]|监制[:：]|策划[:：]|关键词[:：]|转自.{2,30}$|摘自.{2,30}$|原标题[:：])"
)
DOWN_TO = re.compile(rf"[（(]?\s*(?:下转|转)\s*{_LEAF}\s*[）)]?$")

# --- source lines and page furniture --------------------------------------------------------------------------------
FULL_DATE = r"(?:19|20)\d\d\s?[年/.-]\s?\d{1,2}\s?[月/.-]\s?\d{1,2}\s?日?"
CHINESE_DATE = r"[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
_TIME = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
SOURCE = re.compile(
    rf"(?:(?:(?:发布|发表|更新|公布|成文|发文)?(?:时间|日期)[:： ]|(?:信息|文章|稿件|新闻)?来源[:：]|稿源[:：])[^。]{{2,70}}"
    rf"|(?:{FULL_DATE})\s*(?:{_TIME})?\s*(?:[|丨/·]\s*)?(?:(?:文章|信息|稿件)?来源[:：]?[^。]{{2,40}}|(?:[\s　|丨]+[^\s。，,]{{2,16}}){{1,3}}|{_TIME}))$"
)
"""2026-01-14 10:21 来源：新华社"""

SOURCE_NAME = re.compile(r"(?:来源|稿源|转自|摘自|原载)[:： ]*[《“]?(?P<name>[^\s》”|丨，,；;）)]{2,24})")
DATE_ALONE = re.compile(
    rf"(?:（|\()?(?:{FULL_DATE}|{CHINESE_DATE})(?:）|\))?(?:\s*(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?))?$"
)
FURNITURE = re.compile(
    rf"(?:第?\s*[A-Z]?\d{{1,2}}\s*版.{{0,20}}|[A-Z]\d{{1,2}}(?:[-—][A-Z]\d{{1,2}})?\s*{HAN}{{0,8}}|(?:本版|美术|图文|值班)(?:责编|责任编辑|编辑|美编|校对|设计|主编|编委|统筹|制图|执行).{{0,60}}|"
    rf"(?:责任编辑|责编|编辑|美编|组版|版式|校对|视觉)[:：\s][^。]{{0,40}}(?:美编|组版|版式|视觉|校对|制图|设计|电话)[^。]{{0,40}}|"
    rf"(?:美编|组版|视觉|版式|版式设计|制图|电话|热线|邮箱|电子邮箱|投稿邮箱|网址|国内统一刊号|国内统一连续出版物号|邮发代号|零售价|定价|总第|社址|邮编|广告热线)[:：\s].{{0,80}}|"
    rf"(?:{FULL_DATE}|{CHINESE_DATE})[\s　]*(?:星期|周|农历|第|乙|丙|丁|戊|甲).{{0,50}}|(?:星期[一二三四五六日天]|农历[甲乙丙丁戊己庚辛壬癸闰正二三四五六七八九十冬腊]).{{0,28}}|(?:CN|ISSN)\s?\d\d.{{0,20}}|"
    rf"(?:[-—–·]\s*)?\d{{1,3}}(?:\s*[-—–·/]\s*\d{{0,3}})?|Page\s*\d+.{{0,12}}|https?://\S+|[A-Za-z0-9.]+@[A-Za-z0-9.]+|(?:今日|本期)\d{{1,3}}版)$"
)
IMPRINT_DATE = re.compile(rf"(?:{FULL_DATE}|{CHINESE_DATE})")
DOCUMENT_NUMBER = re.compile(
    rf"{HAN}{{1,12}}[〔﹝\[（(](?:19|20)\d\d[〕﹞\]）)]\s?第?\s?\d{{1,5}}\s?号$|[（(]?第\s?[\d一二三四五六七八九十百〇零]{{1,6}}\s?号[）)]?$"
)
"""国办发〔2025〕3号, （第37号）"""

MASTHEAD = re.compile(rf"{HAN}{{2,8}}(?:日报|晚报|早报|晨报|时报|商报|青年报|周报|导报|报|周刊)(?:海外版)?$")
"""The name of the paper, beside the date and number of the page."""

ENACTMENT = re.compile(
    r"[（(][^（）()]*(?:通过|公布|发布|修订|修正|施行|批准|印发|实施)[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)?[）)]$"
)
"""（2025年3月1日某会议通过 自2025年5月1日起施行）"""


_ORNAMENT = re.compile(r"^[ 　【\[《■□●◆▲◎☆★|丨·—-]+|[ 　】\]》■□●◆▲◎☆★|丨·—-]+$")

_SUPPLEMENT = re.compile(rf"{HAN}{{0,6}}(?:周刊|副刊|专刊|专版|特刊|简讯|短讯|速览)")


def label(text: str) -> bool:
    """Whether a line is the label of a section of the paper: 国内@要闻, 综合新闻, 【国际】.

    Example: `label("环球@资讯")`, but not `label("环球资讯显示油价上涨")`.
    """
    bare = _ORNAMENT.sub("", text)
    if not 2 <= len(bare) <= 14:
        return False
    if _SUPPLEMENT.fullmatch(bare):
        return True
    names = _labels()
    parts = [p for p in re.split(r"[@·•|丨/—\s　-]+", bare) if p]
    if re.fullmatch(rf"{HAN}{{1,5}}@{HAN}{{1,6}}", bare):
        return True
    return bool(parts) and all(p in names for p in parts)


def _labels() -> frozenset[str]:
    return frozenset(words("read_labels"))


# --- notices --------------------------------------------------------------------------------------------------------
NOTICE_HEADING = re.compile(
    r"(?:(?:遗失|作废|挂失|注销|减资|清算|合并|分立|更正|致歉|道歉|免责|律师|严正|郑重|债权|解散|吸收合并)?声明|遗失(?:声明|启事|公告)?|"
    r"(?:寻人|寻物|招领|寻亲|认领|认尸|招聘|招租|招生|征稿|征集|征婚|迁址|搬迁|更名|开业|停业|转让|出租|出售|招商|招标|拍卖)?启事|"
    r"(?:注销|减资|清算|遗失|拍卖|招标|中标|竞价|竞拍|出让|挂牌|转让|债权转让|送达|催收|催告|迁坟|环评|公示|听证|停电|停水|停气|招租|招商|招聘|解散|股权转让|债权申报|寻亲|认领|吸收合并|合并|分立|变更)公告|"
    r"讣告|更正|致歉|公告|通告|启事|声明|公示|分类广告|公益广告|广告)$"
)
_PADDING = re.compile(r"[\s　]+")


def heads_notice(text: str) -> bool:
    """Whether a line is the heading of a notice, however its characters are spread: 遗失声明, 公　告."""
    return len(text) <= 2 * MAX_HEADING and NOTICE_HEADING.fullmatch(_PADDING.sub("", text)) is not None


NOTICE_TEXT = re.compile(
    r"(?:声明作废|登报声明|特此(?:声明|公告|通知|更正)|不慎(?:遗失|丢失)|遗失[^。]{2,80}(?:作废|声明))"
)

# --- captions -------------------------------------------------------------------------------------------------------
CAPTION_LEAD = re.compile(
    r"(?:[△▲▼◆●■□↑↓←→]\s?)?(?:[（(]?(?:资料|拼版|题图|组)?(?:图片|照片|图)(?:为|：|:|[①-⑳\d一二三四]{1,2}[:：为])|(?:上|下|左|右|中|大|小|题|主|组)?图(?:为|[①-⑳\d一二三四][为：:]?|：|:|[（(])|[①-⑳]\s?(?:图为|在))"
)
CAPTION_SHOT = re.compile(
    r"(?:(?:19|20)\d\d\s?年)?(?:\d{1,2}\s?月)?(?:\d{1,2}\s?日)?(?:近日|日前|连日来)?[，,]?(?:上午|下午|傍晚|清晨|夜间|晚)?(?:(?:在|从|于|用)[^。，,]{2,70})?(?:拍摄|航拍|俯拍|摄)的|这是[^。]{0,90}(?:拍摄|航拍)的|这是从?[^。]{2,60}(?:景象|景观|外景|一角|现场|照片)"
)
CAPTION_MARK = re.compile(
    r"[（(](?:(?:19|20)\d\d\s?年)?(?:\d{1,2}\s?月)?(?:\d{1,2}\s?日)?(?:摄)?[，,；; ]?\s?(?:无人机|资料|拼版|手机|水下|航拍|长时间曝光|多次曝光|全景|视频截图|网络|档案|合成|红外)?(?:照片|拼图|图片|截图|图|摄)(?:[，,][^（）()]{1,20})?[）)]"
    r"|[（(](?:(?:19|20)\d\d\s?年)?\d{1,2}\s?月\d{1,2}\s?日摄[^（）()]{0,16}[）)]"
)
CAPTION_SIDE = re.compile(
    r"[（(](?:[前后上下]排)?(?:左|右|中|前|后|上|下|图)(?:[一二三四五六七八九]|起|侧|边|图|前|后|上|下|中){0,3}[）)]"
)
CAPTION_INNER = re.compile(r"[。！？”]\s*(?:上|下|左|右|大|小)?图(?:片)?(?:为|[①-⑳])")
PHOTO_DATELINE = re.compile(
    rf"(?P<agency>{HAN}{{2,5}})(?:照片|图片)[，,](?P<place>{HAN}{{2,10}})[，,](?P<date>{FULL_DATE})$"
)
"""新华社照片，北京，2015年4月23日"""

_PAPER = rf"(?:{HAN}{{1,10}}(?:社|报|网|台|刊|视觉|新闻|客户端|周刊|中国|图片|在线|融媒|传媒)|CFP|IC\s?photo|ICphoto|Photo|VCG|东方IC|本报|人民图片|影像中国)"
_PICTURE_DESK = r"(?:视觉中国|人民视觉|影像中国|东方IC|CFP|IC\s?[Pp]hoto|VCG|新华社|中新社|人民图片|光明图片|中经视觉|新华社图片|资料图片?|法新社|路透社|美联社)"
_NAME_LIST = r"[\u3400-\u9fff·A-Za-z．.]{1,12}(?:[ 　、，,]{1,3}[\u3400-\u9fff·A-Za-z．.]{1,12}){0,5}"
_CAMERA = r"(?:摄影记者|摄影|特约记者|特派记者|见习记者|实习记者|首席记者|全媒体记者|融媒体记者|记者|通讯员|特约通讯员|实习生|特约摄影师|摄影师|报道员)"
CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        # 新华社发(吕斌摄), 新华社发, （新华社发 张三摄）, 新华社记者 张三 摄
        rf"[（(]?(?P<agency>{_PAPER})\s?[发供](?:[图片])?(?:\s?[（(]?(?P<names>{_NAME_LIST}?)\s*摄(?:影)?[）)]?)?[）)]?[。.]?$",
        rf"[（(]?(?P<agency>{_PAPER})?\s?{_CAMERA}\s?(?P<names>{_NAME_LIST}?)\s?[／/]?(?:摄影报道|摄影|摄|航拍|供图|图)[）)]?[。.]?$",
        # 杨波摄（人民视觉）, 张三 摄/光明图片, 张三摄, （张三 摄）
        rf"[（(]?(?P<names>{_NAME_LIST}?)\s*[／/]?(?:摄影报道|摄影|摄|航拍)\s*(?:[（(／/]\s*(?P<agency>[^（）()。\s]{{2,14}})[）)]?)?[）)]?[。.]?$",
        # 新华社/路透, 视觉中国供图, （图片由…提供）, 资料图片
        rf"[（(]?(?P<agency>{_PAPER})[／/](?P<names>){HAN}{{2,8}}[）)]?[。.]?$",
        rf"[（(]?(?P<agency>{_PAPER})(?P<names>)\s?(?:供图|提供|资料图|资料图片|资料照片)[）)]?[。.]?$",
        rf"[（(](?P<agency>{_PICTURE_DESK})(?P<names>)(?:图|图片|照片|发)?[）)][。.]?$",
        r"[（(]?(?P<agency>)(?P<names>)(?:(?:图片|照片|供图|图)(?:来源)?(?:由|[:：])[^。]{2,24}(?:提供|供图)?|[^。，,]{2,16}供图|资料图片?|资料照片|本文图片.{2,20})[）)]?[。.]?$",
        rf"[（(]?(?P<agency>)(?:摄影|图|图片|摄)\s?[／/:：|丨]\s?(?P<names>{_NAME_LIST})[）)]?[。.]?$",
        rf"[（(]图片来源[:：]?(?P<agency>{_PAPER})?(?:发|记者)?(?P<names>{_NAME_LIST}?)摄?[）)][。.]?$",
    )
)
"""Who took a picture, at the end of a caption or in a line of its own; `names` is empty when no person is named."""
