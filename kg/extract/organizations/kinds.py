"""Kinds of organizations: what ends a name, which nouns are no names, and how a firm shows itself in a sentence."""

import re

from kg.extract.titles import TITLE
from kg.extract.words import Words
from kg.knowledge import gazetteer, name_words, read_table
from kg.knowledge import words as word_list
from kg.records import EntityType
from kg.resources import folder

ORGANIZATION = EntityType.ORGANIZATION

SUFFIXES = {row["suffix"]: row for row in read_table(folder("seeds") / "words" / "organization_suffixes.tsv")}
SUFFIX = re.compile("(?:{})$".format("|".join(re.escape(s) for s in word_list("organization_suffixes"))))
DEPARTMENT = re.compile("(?:{})$".format("|".join(re.escape(s) for s in word_list("department_suffixes"))))

_MODIFIERS = (
    "一所|一家|一个|这家|这所|那家|首家|首个|某家|有关|相关|各级?|各有关|该|本|我|其|某|一些|部分|主要|重点|所属|下属|上述|两个?|三|四|多|基层|地方|当地|全国|全省|全市|国家|中国|中央|省|市|县|区|省级|市级|县级|区级|国际|国外|国内|"
    "外国|民营|国有|新能源|智能网联|燃油|国产|自主品牌|乘用|商用|共享|数字|现代|流动|大型|知名|著名|资深|头部|链主|农业|工业|服务|绿色|低碳|上市|跨国|外资|中小|龙头|骨干|科技|网络|"
    "互联网|保险|证券|基金|房地产|汽车|电子|能源|科研|教育|医疗|卫生|科创|创新|战略|金融|优质|政府|行政|司法|执法|监管|职能|主管|业务|领导|专门|常设|社会|行业|专业|商业|政策性|"
    "股份制|世界|全球|小|大|高等|职业|公立|民办|私立|定点|城乡|农村|城市|社区|街道|乡镇|企业|单位|新型|产业|公司|研究|集团|直辖市|自治区|绿氢|退休|在职|青年|运营|养老|文化|体育"
)
_HEADS = (
    "部门|机构|单位|公司|企业|集团|银行|大学|学院|学校|医院|卫生院|研究院|研究所|协会|商会|委员会|法院|检察院|海关|政府|人民政府|办公室|办公厅|服务中心|中心|平台|基金|部|局|厅|司|处|科|室|党委|"
    "科技馆|文化馆|美术馆|纪念馆|展览馆|体育馆|中学|小学|工厂|电厂|酒店|商场|超市|实验室|图书馆|博物馆|幼儿园|合作社|电视台|出版社|杂志|日报|党校|智库|联盟|工会|部委|汽车|电子|科技|能源|保险|"
    "证券|药业|重工|航空|俱乐部|交易所|工作室|总部|分公司|子公司|母公司|总公司|支行|分行|政协|人大|领导小组|指挥部|理事会|基金会|分局|总局|法庭|联席会议|党组|书院|养老院|敬老院|卫生室|服务站|"
    "派出所|消防队|救援队|志愿者|课题组|研究组|创业园|车间|班组|教育|退休|卫视|报社|剧团|艺术团|乐团|球队"
)
GENERIC = re.compile(rf"^(?:{_MODIFIERS})*(?:{_HEADS})$")
"""Common nouns for kinds of organizations: 有关部门, 中小企业, 乡镇卫生院."""

GENERIC_START = re.compile(r"^(?:新能源|智能|数字|人工|新|产业|网络|信息|科技|绿色|全|多|大|小|老)")

TRADES = name_words("trade")
"""Suffixes that are also names of trades: 金融|科技 is none of a firm."""

COMPLETE = re.compile(r"(?:公司|集团|日报|电视台|通讯社|法院|检察院|政府|海关|港口)$")
"""What ends a name that is whole: what follows is not part of it."""

_ACTS = re.compile(
    r"^(?:近日|日前|今年|去年|此次|正式|率先|还|也|则|将|已)?(?:发布|推出|宣布|批复|印发|出台|决定|带来|表示|称|旗下|方面|总部|官网|副?总裁|董事|CEO|首席|相关负责人|负责人|有关负责人|集团|公司|"
    r"海外|全球|在华|研发|展示|展出|携|亮相|拥有|投资|收购|签约|签署|与[^，。]{2,12}(?:签|合作|达成|联合|共同)|新品|品牌|门店|工厂|上市|股份|股价|市值|财报|营收)|"
    r"^(?:已|将|在)(?=[^，。]{0,8}(?:建|设立|投资|推出|发布|上市))"
)


def subtype_of(name: str) -> str | None:
    """Return the subtype by the last word of a name, None for the guideline's Other: 南京大学 → Institute."""
    match = SUFFIX.search(name)
    return (SUFFIXES[match.group()]["subtype"] or None) if match else None


def acts(words: Words, end: int) -> bool:
    """Whether what ends at `end` does what firms do, or has what they have: 浪潮|发布…, 小米|股价…."""
    return bool(_ACTS.match(words.text[end : end + 8]))


def title_after(words: Words, end: int) -> bool:
    """Whether a title follows within a few words: 荣耀|销售与服务总裁."""
    match = TITLE.search(words.text, end, end + 12)
    return match is not None and not re.search(r"[，。、；：“”的]", words.text[end : match.start()])


def known_body(name: str) -> str | None:
    """Return the known body that a name begins with: 北京大学 for 北京大学人工智能研究院."""
    cuts = (name[:cut] for cut in range(len(name) - 1, 1, -1))
    return next((cut for cut in cuts if any(k.type is ORGANIZATION for k in gazetteer().lookup(cut))), None)
