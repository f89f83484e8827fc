"""Walking left from the head of a name: how far does 工业和信息化部信息通信发展|司 reach?"""

import re
from dataclasses import dataclass

from kg.extract.words import Word, Words

INNER_NOUNS = frozenset({"n", "vn", "an", "nz", "nw", "LOC", "ORG", "PER", "s", "j"})
"""Word classes that go on inside a name."""

ANCHORS = frozenset({"LOC", "ORG", "nz", "nw", "PER"})
"""Word classes that can open a name."""

OPENERS = frozenset("中国 中华 全国 国家 世界 亚洲 欧洲 中央 国务院 最高 东北亚 省 市 县".split())
"""Ordinary words that open names: 国家|能源局, 全国|…联合会."""

INNER_VERBS = frozenset(
    "发展 管理 分析 服务 交易 采购 监测 运行 协调 维修 保税 调度 登记 建设 开发 投资 控股 研究 设计 检测 检验 监督 检疫 审计 统计 规划 "
    "勘探 勘察 勘测 咨询 传播 保障 评价 评估 鉴定 认证 教育 培训 出版 发行 广播 演出 制造 加工 生产 营销 销售 运输 物流 融资 租赁 "
    "担保 信托 结算 清算 合作 促进 创新 改革 治理 保护 修复 应急 救援 预防 控制 防治 治疗 康复 救助 纠纷 调解 仲裁 执法 巡视 督查 "
    "督察 考核 考试 录用 招标 招商 推广 转化 转移 孵化 试验 实验 测试 测量 测绘 计量 监管 监察 审查 审理 公证 翻译 编译 支付 储备 "
    "安装 施工 装饰 装备 航行 航运 发射 观测 探测 备案 注册 组织 领导 宣传 统战 外贸 会展 展览 博览 养殖 种植 育种 冶炼 发电 供电 "
    "供水 供热 输电 输配 配送 仓储 装卸 工业 联合 综合 利用 节能 减排 节约 防御 防护 协作 协同 联络 交流 接待 竞争 执行 监测 预警 驾驶 出行 制药 造船 造车 采矿 印刷 包装".split()
)
"""Verbs that live inside names as nouns do (交易中心, 统计分析司), whatever class the tagger gives them."""

COMPASS = frozenset(
    "东 西 南 北 中 东南 东北 西南 西北 华东 华南 华北 华中 中南 西部 东部 中部 北部 南部 沿海 海外 长江 内".split()
)

INNER_ADJECTIVES = re.compile(
    r"^(?:高新|高级|高等|高端|新型|新|大型|综合|自动|特种|精密|智能|智慧|绿色|先进|现代|基础|专业|职业|公共|民用|军用|联合|有限|自由|开放|深远海|小|大|老|高|红|黄|白|青|金|银|安全|健康|有色|稀有|特殊|通用|重型|轻型|优质|多式|民营|国营|非)$"
)

ORDINAL = re.compile(r"^(?:第[一二三四五六七八九十百\d]+|[一二三四五六七八九十]{1,3}|\d{1,3})$")

BREAKERS = frozenset(
    "记者 通讯员 消息 会议 数据 显示 时间 期间 方面 企业 公司 部门 单位 同志 专家 学者 代表 委员 网友 消费者 居民 市民 群众 用户 客户 "
    "业内 人士 项目 活动 论坛 大会 仪式 位于 地处 全资 旗下 下属 所属 附近 首个 首家 主任 部长 局长 主席 总理 书记 院长 校长 教授 先生 女士 "
    "董事长 总经理 总裁 负责人 发言人 司长 市长 省长 共建 召开 举行 举办 成立 组建 设立 印发 出台 推出 宣布 公布 修订 制定 启动 优质 在建 会同 运营方 主办方 承办方 合作方 主管 主营 专营 来自 目前 当天 当日 日前 近日 其中 同时 此外 联合 国有 民营 知名 著名 多家 一家".split()
)
"""Ordinary words at which a name that lies to the right of them ends its way left."""

FALSE_HEADS: frozenset[str] = frozenset(
    "干部 全部 内部 外部 局部 西部 东部 中部 北部 南部 头部 底部 顶部 总部 西北部 东北部 西南部 东南部 中东部 中西部 上部 下部 面部 腹部 "
    "开局 布局 格局 结局 全局 大局 出局 时局 政局 当局 邮局 残局 僵局 战局 棋局 到处 好处 用处 长处 四处 之处 深处 各处 相处 惩处 查处 处处 "
    "本科 学科 专科 百科 高科 文科 理科 外科 内科 教室 浴室 温室 卧室 官司 上司 公司 客厅 餐厅 大厅 展厅 舞厅 场所 厕所 住所 部署 签署 学院 "
    "医院 法院 电影院 剧院 影院 部委 常委 编委 政委 评委 社会 机会 晚会 协会 商会 总会 集会 平台 中心 委员会".split()
)
"""Words that end like a department or a body and are none: 布局, 干部, 学科."""


def false_head(word: str) -> bool:
    """Whether a word only ends like a department: 领导干部 and 布局 do."""
    return word in FALSE_HEADS or word.endswith(("干部", "全部", "内部", "布局", "格局", "全局", "开局"))


DESCRIPTORS = frozenset(
    "销售 服务 市场 运营 技术 研发 财务 产品 品牌 战略 公关 营销 生产 质量 工程 投资 法务 人事 行政 业务 科普 科研 与 和 及 全球 亚太区 中国区 大中华区 "
    "亚太 大区 区域 国际 地区 首席 高级 客户 人力资源 信息 数据 安全 供应链 政府 事务 公共 传播 媒体 内容 教学 语文 数学 英语 音乐 党建 项目".split()
)
"""Words between an organization and a title that say what the title is for: 荣耀|销售与服务|总裁."""

_OTHER_BODY = re.compile(r"会同|省|市(?!场)|县|区(?!域)")
_PAIRS = {")": "(", "）": "（", "”": "“", "」": "「", "]": "[", "》": "《"}
_JOINERS = frozenset({"·", "-", "—", "&", "－"})
_CONJUNCTIONS = frozenset({"和", "与", "及", "暨"})


@dataclass(frozen=True, slots=True)
class Reach:
    """How a walk went: words `first..last` belong to the phrase, `anchors` are the indexes that can open a name."""

    first: int
    last: int
    anchors: tuple[int, ...]


def walk_left(
    words: Words, last: int, *, conjunctions: bool, limit: int = 14, stop_at: re.Pattern[str] | None = None
) -> Reach:
    """Walk left from word `last` as long as words can stand inside a name.

    `stop_at`: a name of an organization that ends so is complete and not part of this one (…分公司|连云港新能源).
    `conjunctions`: whether 和/与/及 may stand inside (新闻与传播学院); they never join two names (财政部和税务总局).

    Example: from 司 in 财政部税政司 the walk reaches 财政部, an anchor.
    """
    first = last
    anchors = [last] if _anchor(words[last]) else []
    k = last - 1
    while k >= 0 and last - k < limit:
        word = words[k]
        if word.text in _PAIRS:
            opening = _matching(words, k)
            if opening is None or any(
                w.text in ("记者", "通讯员") or w.tag == "PER" for w in words.items[opening:k]
            ):
                break  # 电（记者宋某）|国家统计局: what stands in the dateline's brackets is no part of a name
            first, k = opening, opening - 1
            if words[opening].text in "“「":
                anchors.append(opening)
            continue
        if word.text in _JOINERS and k and nominal(words[k - 1]):
            k -= 1
            continue
        if word.text in _CONJUNCTIONS and conjunctions and _common(words[k - 1]) and _common(words[k + 1]):
            k -= 1
            continue
        if not nominal(word) or (word.tag == "ORG" and stop_at and stop_at.search(word.text)):
            break
        if (
            word.text in ("一", "两", "多", "几", "三", "一区", "三省", "三省一区", "两省", "三地", "四地")
            and k != last - 1
        ):
            break  # 一食品工厂: some firm, no name; but 装备工业一司
        if word.tag == "ORG" and words[k + 1].tag in ("LOC", "ORG") and _OTHER_BODY.match(words[k + 1].text):
            break  # 市生态环境局|会同市发展和改革委员会
        first = k
        if _anchor(word):
            anchors.append(k)
        k -= 1
    return Reach(first, last, tuple(sorted(anchors)))


def _matching(words: Words, closing: int, reach: int = 9) -> int | None:
    opener = _PAIRS[words[closing].text]
    for k in range(closing - 1, max(closing - reach, -1), -1):
        if words[k].text == opener:
            return k
        if words[k].text in "。；！？，\n":
            return None
    return None


def nominal(word: Word) -> bool:
    """Whether a word can stand inside a name."""
    if word.blank or word.text in BREAKERS or (len(word.text) == 1 and word.text in "商者家员人厂民业店方们"):
        return False
    if (
        word.tag in INNER_NOUNS
        or word.text in OPENERS
        or word.text in INNER_VERBS
        or word.text in ("国际", "全球", "环球")
        or word.text in COMPASS
    ):
        return True
    return bool(INNER_ADJECTIVES.match(word.text) or ORDINAL.match(word.text))


def _common(word: Word) -> bool:
    return nominal(word) and word.tag not in ("LOC", "ORG", "PER")


def _anchor(word: Word) -> bool:
    return word.tag in ANCHORS or word.text in OPENERS
