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
    "一所|一家|一个|这家|这所|那家|首家|首个|某家|有关|相关|各级?|各有关|该|本|我|其|某|同级|本级|上级|下级|上一级|下一级|一些|部分|主要|重点|所属|下属|上述|两个?|三|四|多|基层|地方|当地|全国|全省|全市|国家|中国|中央|省|市|县|区|省级|市级|县级|区级|国际|国外|国内|"
    "外国|民营|国有|新能源|智能网联|燃油|国产|自主品牌|乘用|商用|共享|数字|现代|流动|大型|知名|著名|资深|头部|链主|农业|工业|服务|绿色|低碳|上市|跨国|外资|中小|龙头|骨干|科技|网络|"
    "互联网|保险|证券|基金|房地产|汽车|电子|能源|科研|教育|医疗|卫生|科创|创新|战略|金融|优质|政府|行政|司法|执法|监管|职能|主管|业务|领导|专门|常设|社会|行业|专业|商业|政策性|"
    "股份制|世界|全球|小|大|高等|职业|公立|民办|私立|定点|城乡|农村|城市|社区|街道|乡镇|企业|单位|新型|产业|公司|研究|集团|直辖市|自治区|绿氢|退休|在职|青年|运营|养老|文化|体育"
)
_HEADS = (
    "部门|机构|单位|公司|企业|集团|银行|大学|学院|学校|医院|卫生院|研究院|研究所|协会|商会|委员会|法院|检察院|海关|政府|人民政府|办公室|办公厅|服务中心|中心|平台|基金|部|局|厅|司|处|科|室|党委|"
    "科技馆|文化馆|美术馆|纪念馆|展览馆|体育馆|中学|小学|工厂|电厂|酒店|商场|超市|实验室|图书馆|博物馆|幼儿园|合作社|电视台|出版社|杂志|日报|党校|智库|联盟|工会|部委|汽车|电子|科技|能源|保险|"
    "证券|药业|重工|航空|俱乐部|交易所|工作室|总部|分公司|子公司|母公司|总公司|支行|分行|政协|人大|领导小组|指挥部|理事会|基金会|分局|总局|法庭|联席会议|党组|书院|养老院|敬老院|卫生室|服务站|"
    "派出所|消防队|救援队|志愿者|联合社|联社|信用社|信用联社|合作联合社|专业合作社|供销社|课题组|研究组|创业园|车间|班组|教育|退休|卫视|报社|剧团|艺术团|乐团|球队"
)
_FIRM_KINDS = (
    "中外|中资|外资|合资|独资|上市|国有|民营|跨国|龙头|初创|创业|再保险|财产保险|人寿保险|保险|经纪|证券|基金|信托|租赁|物流|航空|航运|科技|高科技|投资|贸易|房地产|地产|开发|制造|生产|工程|"
    "建筑|咨询|服务|制药|汽车|能源|新能源|电力|矿业|钢铁|化工|互联网|软件|家电|食品|电商|"
    "私募股权|私募|股权|风险投资|创投|技术|油田|石油|天然气|石化|煤炭|医药|生物|医疗|医疗器械|半导体|芯片|人工智能|机器人|网络|信息|数据|云计算|通信|电信|零售|餐饮|旅游|传媒|广告|影视|游戏|农业|"
    "养殖|种业|渔业|造纸|纺织|服装|家具|建材|水泥|玻璃|机械|装备|造船|船舶|铁路|快递|网约车|环保|水务|燃气|供热|光伏|风电|核电|电池|材料|新材料|稀土|饮料|烟草|评级|调查|检测|认证|安防|航天|卫星|"
    "无人机|H股|A股|红筹|壳|控股|物业|家政|劳务|外贸|进出口|供应链"
)
_ANY_FIRM = "公司|企业|集团|机构|银行|厂商"
_BUREAUS = "|".join(
    re.escape(row["short"])
    for row in read_table(folder("seeds") / "words" / "local_bureaus.tsv")
    if row["short"].endswith(("局", "厅", "委", "办", "办公室", "委员会", "人民政府"))
)
GENERIC = re.compile(
    rf"^(?![省市县区州](?:{_BUREAUS})$)(?:(?:{_MODIFIERS})*(?:{_HEADS})|(?:{_FIRM_KINDS})+(?:{_ANY_FIRM}))$"
)
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


APPOSED = re.compile(rf"^(?:{_FIRM_KINDS})+(?:{_ANY_FIRM})(?=[\u4e00-\u9fff]{{4,}})")
"""A kind of firm right before the firm's name: 再保险经纪公司|远江再保险经纪公司."""

_BUILDER = re.compile(
    r"(?:中建|中铁|中交|中冶|中化|中煤|中核|中电建|水电|铁建|葛洲坝)[一二三四五六七八九十]{1,3}(?:公|航|冶)?局$"
)
"""Construction firms that are called bureaus: 中建六局."""


def subtype_of(name: str) -> str | None:
    """Return the subtype by the last word of a name, None for the guideline's Other: 南京大学 → Institute."""
    if _BUILDER.search(name):
        return "Company"
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
