"""The unit of a number written without one, from the noun it counts: 就业人数超7800万 → 人."""

import re

_BY_NOUN: tuple[tuple[str, str], ...] = (
    (r"人次|客流量|客运量|旅客量|流动量|接待量", "人次"),
    (r"人数|人口|网民|职工|学生|[考新宿究科学]生|师生|劳动力|毕业生|农民工|就业|人员|用户规模|从业者|观众|会员|居民|游客|粉丝|买家|消费者|网友|学员|乘客|旅客|志愿者|党员|团员|教师|医生|护士|司机|工人|老人|儿童|青年|读者|患者", "人"),
    (r"用户|客户|家庭|农户|户数", "户"),
    (r"企业|公司|机构|门店|商户|店铺|单位|经营主体|市场主体", "家"),
    (r"汽车|车辆|保有量|新车|轿车|电动车", "辆"),
    (r"票房|总值|总额|产值|产业规模|市场规模|金额|投资|资金|收入|利润|支出|贷款|存款|成交额|交易额|余额|市值|GDP|生产总值|进出口|出口|进口|增加值|消费|规模|成本|营收|额$", "CNY"),
    (r"面积", "平方米"),
    (r"播放量|点击量|下载量|浏览量|传播量|订单|次数|阅读量", "次"),
    (r"中间价|汇率", "CNY"),
    (r"指数|系数|评分|得分|PMI", "点"),
)  # fmt: skip


def unit_of(indicator: str) -> str:
    """The unit a noun is counted in, 个 where nothing else is known."""
    for pattern, unit in _BY_NOUN:
        if re.search(rf"(?:{pattern})(?:数量|规模|数|总数)?$", indicator):
            return unit
    for pattern, unit in _BY_NOUN:
        if re.search(pattern, indicator):
            return unit
    return "个"
