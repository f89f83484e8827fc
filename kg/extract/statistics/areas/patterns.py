"""Every pattern by which the area of a figure is read."""

import re

CHINA = "place/CN"
STRONG = ("我国", "全国", "中国")
NOWHERE = ""
"""Stands for a place that has no name of its own while the rules work."""
INLAND = re.compile(r"国内(?!生产总值|外|首|最|第|游|旅|航|贸易)")
NOT_CHINA = re.compile(
    r"中国(?:(?:留)?学生|公民|游客|籍|驻|赴|[女男]|队|选手|有(?:控股|企业|资本|资产|独资|经济|林)|移动|联通|联合|电信|电科|电建|石油|石化|建设银行|建筑|建材|工商|工程院|农业银行|农业发展银行|农科院|银行|人民|人寿|人保|平安|进出口银行)"
)
"""What begins with 中国 and is not said of China as an area."""
NATION = re.compile(rf"我国|全国|(?!{NOT_CHINA.pattern})中国|中央财政|大中城市|一线城市")
MARKETS = re.compile(
    r"沪深|上证|深证|深成指|沪指|创业板|科创板|北证|A股(?:市场|大盘|三大)|人民币(?:对|兑)[^，。；]{1,3}(?:汇率)?中间价"
)
"""Indices and rates of the markets of China as a whole, whatever the city of the exchange."""
REPORT = re.compile(r"政府工作报告|统计公报|各位代表")
"""The account that a place gives of itself, in which firms are named in passing."""
MARKET_LETTERS = frozenset({"沪", "深", "港", "沪深"})
MARKET_AFTER = re.compile(r"^(?:深|港|两市|指|市|股|综指|成指|证|交所|港?通|[铜铝锌铅镍锡金银胶油])")
NATIONAL = re.compile(
    r"广义货币|狭义货币|流通中货币|社会融资规模|本外币(?:各项)?(?:贷款|存款)余额|银行间|外汇储备|国内生产总值|中央财政|存款准备金|国债|采购经理指数|国际收支"
)
"""Quantities that only a nation has."""
WORLD = re.compile(
    r"(?:全球|世界|发达经济体|新兴市场|发达国家|发展中国家|新兴经济体)(?!(?:市场)?份额|占比|比重)(?=[^，。；]{0,8}(?:经济|贸易|GDP|生产总值|增长|增速|通胀|物价|人口|需求|债务|投资|产量|销量|能源|碳排放))"
)
WORLD_BEFORE = re.compile(r"(?:^|预计|预测|预期|估计|推动|导致|今年|明年|去年|年|月|，|：|上|中)(?:将|的)?$")
ADDRESS = re.compile(r"(?:位于|坐落[在于]|地处|总部设?在|注册地?在|落户|来到|走进|深入|前往|抵达)$")
VISIT = re.compile(
    r"^[^，。；]{0,4}(?:召开|举行|举办|出席|会见|发布|表示|说|调研|考察|开幕|闭幕|致辞|签署|接受|访问|指出|强调|宣布|参观|采访|(?:正式|全面)?(?:开工|启动|揭牌|奠基|开建|签约|投产|竣工|亮相|揭幕|拉开))"
)
TITLE = re.compile(r"^(?:副?总理|总统|外长|首相|国王|大使|驻)")
PRIVATE_PERSON = re.compile(
    r"[^，。；、的在]{0,8}(?:司机|农民|村民|居民|市民|商户|老板|游客|学生|教师|种粮大户|种植大户|养殖户|消费者|手艺人|店主|摊主)"
)
FIRM_WORD = re.compile(
    r"(?:这家|该|一家|本)(?:企业|公司|工厂|集团|厂|校|院|所|医院|学校)|(?:^|，|：|“)(?:公司|企业(?=[已现拥年计将])|学校|集团|我们(?:公司|企业|厂))"
)
EVENT_WORD = re.compile(r"展览(?:总)?面积|参展|参会|与会|展商|展区|展位|本届|参赛")
PARTNER = re.compile(
    r"(?:对|与|同|自|从|向|来自|赴|往|比|较|遍及|流向|出口至|出口到|销往|通达|通往|覆盖|遍布|直达|连接|深入|走访|涉及)(?:[^，。；]{0,16}(?:、|和|及))?$|从[^，。；]{1,14}到$"
)
AS_PART = re.compile(
    r"^(?:的?(?:约|近|超|超过|逾)?(?:\d[\d.]*%|[一二两三四五六七八九]成|[\d一二三四五六七八九]分之|一半|1/\d)|前[三四五六七八九十\d]|(?:等)?(?:首位|第|一半|前列|总量|平均|最大|之首|排名|比重|总额|之最|外贸总值|进出口总值|同类))"
)
TRADE = re.compile(
    r"^(?:等?(?:、[^，。；、]{2,8})*(?:和[^，。；、]{2,8})?)(?:国家|市场|各国|企业|籍|人(?![均口民才力员大]))"
)
DATELINE = re.compile(r"(?:社|讯|报|网)$")
DATED = re.compile(r"^\d{1,2}月\d{1,2}日(?:电|讯|专电|报道)")
WHOLE_OF = re.compile(
    r"(?:占|占到|贡献了|[高低快慢好优]于|高出|低出|高过|超出|领先|领先于|比|较|位居|位列|稳居|居|列|成为|是|[仅约只]为|相当于|继|超过)$"
    r"|(?:[高低快慢好优]于|高出|低出|高过|超出|比|较)[^，。；]{0,16}[、和]$"
)
"""What stands before a whole that a figure is compared with or ranked in: 高于全国0.4个、全省0.1个百分点."""
COMPARED = re.compile(r"(?:占|占到|贡献了|[高低快慢好优]于|高出|低出|领先于?|超过)$")
WIDE = frozenset({"Country", "Province", "City", "County", "Region"})
GROUP = re.compile(
    r"(?:\d+|[两三四五六七八九十])(?:个)?(?:省市|省区市|省区|省份|省|市|国|县|个城市)(?!级|政府)"
)
OFFICIAL = frozenset({"GovernmentBody", "Association", "InternationalOrganization"})
PRIVATE = frozenset({"Company", "Institute", None})
SPEAKS = re.compile(r"^[^，。；]{0,14}(?:介绍|表示|说|认为|发布|公布|统计|显示|测算|预计|指出|数据|报告)")
PUBLIC_WORD = re.compile(r"国新办|新闻发布会|国家统计局|国务院|据统计|据海关统计")
TITLE_LENGTH = 16
NEAR = 10
OWN_ONLY = frozenset({"age", "temperature"})
LEVEL_WORDS = frozenset(
    {"自治州", "自治县", "自治区", "行政村", "自然村", "设区市", "地级市", "县级市", "直辖市"}
)
EXEMPLARY = re.compile(r"^为(?:代表|例|主|中心|核心|重点|龙头)")
OF_A_FIRM = re.compile(r"^(?:的)?(?:某|一家|多家|这家)[^，。；]{0,4}(?:房企|药企|车企|企业|公司|集团|厂)")
AT = re.compile(r"^的?$")
COUNTED_SITES = re.compile(r"^(?:总数|数量|总量|数(?!据))")
ROUTE = re.compile(r"(?:至|到|—|-|－|~)")


def part(text: str, begin: int, end: int) -> bool:
    """Whether a whole is what a figure is a part of or compared with: 占我国…, 全国首位, 高于全国."""
    return bool(WHOLE_OF.search(text[max(0, begin - 20) : begin])) or bool(
        AS_PART.match(text[end : end + 10])
    )
