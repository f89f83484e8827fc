"""Classes of names that pages of other genres brought up, each in fresh sentences of our own."""

import pytest

CASES = [
    # one character for a country: which one, the article says
    ("中匈两国文化交流日益密切，数十名旅匈华人出席。", ["Place:中=中国", "Place:匈=匈牙利", "Place:匈=匈牙利"]),
    ("巴西总统表示，中巴贸易前景广阔。", ["Place:巴西", "Place:中=中国", "Place:巴=巴西"]),
    ("航线连接中、日、韩三国。", ["Place:中=中国", "Place:日=日本", "Place:韩=韩国"]),
    ("美国务卿与俄外长通电话。", ["Place:美=美国", "Place:俄=俄罗斯"]),
    ("14日日间盘小幅高开。", []),
    # one character for a province behind a verb of moving or in any clause with 在
    ("节后首批务工人员从武汉入川。", ["Place:武汉", "Place:川=四川省"]),
    ("两家机构19日在京倡议行业自律。", ["Place:京=北京市"]),
    # a known name only seems to reach into a word
    ("贵州省会贵阳市举办招聘会。", ["Place:贵州", "Place:贵阳市"]),
    # ministries of other countries, with the state and several fields
    ("挪威渔业与海洋部说，鳕鱼出口增加。", ["Organization:挪威渔业与海洋部"]),
    ("巴西农业、畜牧业和食品供应部宣布，禁令取消。", ["Organization:巴西农业、畜牧业和食品供应部"]),
    ("南非西开普省社会安全部说，游客增加。", ["Organization:南非西开普省社会安全部"]),
    # a kind of firm is no name; a role or a kind before a name is none of it
    ("海口一地产公司和上海地区银行都下调了利率。", ["Place:海口", "Place:上海"]),
    ("首家外资保险经纪公司海河保险经纪公司在沪成立。", ["Organization:海河保险经纪公司", "Place:沪=上海市"]),
    ("中国南方航空公司北京分公司增加航班。", ["Organization:中国南方航空公司北京分公司"]),
    ("极端组织“黑旗阵线”宣称负责。", []),
    # the number of a document and a storm are no persons
    ("经研究决定，云政发〔2026〕8号文件继续有效。", []),
    ("台风“马勒莎”继续北上，“马勒莎”将于夜间登陆。", []),
    # the tagger drew the last character of a name into the next word
    ("市政协秘书长韩兆平等参加视察。", ["Organization:市政协", "Person:韩兆平"]),
    # armies and sides are no persons
    ("伊军从南部发起进攻，波方表示关切。", []),
    # a place on a list may be an ordinary word elsewhere
    ("受益区涉及兰州、白银、平凉三市。", ["Place:兰州", "Place:白银", "Place:平凉"]),
    # something of a kind in a place is no name, the place is
    (
        "记者在江口县白云镇一食品加工企业看到，工人正在忙碌。",
        ["Place:江口县", "Place:白云镇"],
    ),
    (
        "在山东省枣庄市台儿庄区邳庄镇一农机合作社，技术员在检修。",
        ["Place:山东省", "Place:枣庄市", "Place:台儿庄区", "Place:邳庄镇"],
    ),
    ("海州市一中的学生参观了北京市海淀区一汽大众公司。", ["Organization:海州市一中", "Organization:北京市海淀区一汽大众公司"]),
    # what a place is to become is no name
    ("新城要建设成为数字贸易先行区、长三角地区绿色制造集聚区。", ["Place:长三角地区"]),
    ("试验区要建成海州产业集聚区。", ["Place:海州"]),
    # bodies of a province or city that the page does not name again; of every level they are none
    ("省长、省政府党组书记赵钢主持会议，市教育局和市人民政府派人参加。", ["Organization:省政府", "Person:赵钢", "Organization:市教育局", "Organization:市人民政府"]),
    ("换届涉及市人大、政府，县人大、政府，乡人大等。", []),
    ("同级人民政府和上级机关应当支持，各区人民政府、市、县人民政府负责落实。", []),
    # a committee's study group and a session are no part of the body's name
    ("昆明市委理论学习中心组进行了学习。", ["Organization:昆明市委"]),
    ("海南省第六届人民代表大会常务委员会第八次会议通过。", ["Organization:海南省第六届人民代表大会常务委员会"]),
    # a name that is an ordinary word, or that the tagger cut, among others behind titles
    ("省委副书记庄重，副省长王晓东出席。", ["Organization:省委", "Person:庄重", "Person:王晓东"]),
    # names of foreign bodies that say nothing without the country
    ("葡萄牙全国渔业协会主席说。", ["Organization:葡萄牙全国渔业协会"]),
    ("联合国海上丝路城市联盟成立。", ["Organization:联合国海上丝路城市联盟"]),
    # a people, a book, an exhibition of a place
    ("罗希亚人逃离家园。", []),
    ("出版社推出长篇小说《守塔令》。", []),
    ("台北书展下月开幕。", []),
    # the country of an article by one letter anywhere, where the tagger sees a place
    ("澳大利亚教育部门说，中国赴澳学生增加，推动了澳经济增长。", ["Place:澳大利亚", "Place:中国", "Place:澳=澳大利亚", "Place:澳=澳大利亚"]),
    # a name kept back names nobody
    ("胡某向李某借款，承诺高额利息。", []),
    # a province before a city's body is told apart, in full it is part of the name
    ("湖南湘潭市纪委26日通报。", ["Place:湖南", "Organization:湘潭市纪委"]),
    ("浙江省绍兴市越城区人民法院26日开庭。", ["Organization:浙江省绍兴市越城区人民法院"]),
    ("美国私募股权公司河石控股宣布减产。", ["Place:美国", "Organization:河石控股"]),
    ("全省评选文明单位，表彰文明城市。", []),
    ("两省将实施石漠化治理、水土保持等工程，两省人民政府签约。", []),
    # an initiative by its two names
    ("专家认为，“一带一路”倡议带来机遇。", ["Policy:“一带一路”倡议=共建“一带一路”"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:14] for c in CASES])
def test_names(facts, text, expected):
    found = [m for m in facts(text).mentions if m.type != "Event"]
    plain = {line.split("=")[0] for line in expected if "=" not in line}
    written = [
        f"{m.type}:{m.text}" + (f"={m.name}" if m.name and f"{m.type}:{m.text}" not in plain else "")
        for m in found
    ]
    assert written == expected


def test_a_page_with_ascii_punctuation_keeps_its_own_words(facts):
    text = (
        "县委书记周立民到园区调研。他指出,园区要抓好项目,要优化服务,企业才会落户。周书记说,要一件一件办好。"
    )
    result = facts(text)
    assert result.quotations
    assert all(result.article.text[q.begin : q.end] == q.text for q in result.quotations)


POSTS = [
    ("市委常委、副市长周立民出席。", [("周立民", "常委", "市委"), ("周立民", "副市长", None)]),
    ("江州大学党委书记王玲、校长施远军出席。", [("王玲", "党委书记", "江州大学"), ("施远军", "校长", "江州大学")]),
    ("江州大学海洋研究所所长助理、研究员袁立新说。", [("袁立新", "所长助理", "江州大学海洋研究所"), ("袁立新", "研究员", "江州大学海洋研究所")]),
    ("远江金融研究中心高级研究员、原海关总署统计分析司司长管立涛表示。",
     [("管立涛", "高级研究员", "远江金融研究中心"), ("管立涛", "司长", "海关总署统计分析司")]),
    ("云南昆明市市长李明说。", [("李明", "市长", "昆明市")]),
    ("省委书记、代表团团长王晓辉，省委副书记、省长、代表团副团长黄志强看望记者。",
     [("王晓辉", "书记", "省委"), ("王晓辉", "团长", None), ("黄志强", "副书记", "省委"), ("黄志强", "省长", None), ("黄志强", "副团长", None)]),
    ("自治区党委书记石泰安主持会议。", [("石泰安", "书记", "自治区党委")]),
    ("市人大常委会主任陈汉文主持会议，副主任吴达明、李珊，秘书长沈欣出席。",
     [("陈汉文", "主任", "市人大常委会"), ("吴达明", "副主任", "市人大常委会"), ("李珊", "副主任", "市人大常委会"), ("沈欣", "秘书长", "市人大常委会")]),
    ("海河集团有限公司董事长、党委书记陈华，市长崔永出席。",
     [("陈华", "董事长", "海河集团有限公司"), ("陈华", "党委书记", "海河集团有限公司"), ("崔永", "市长", None)]),
    ("市中级人民法院负责人、市人民检察院检察长黄秀强列席会议。", [("黄秀强", "检察长", "市人民检察院")]),
    ("北京市由副市长林克勤牵头部署。", [("林克勤", "副市长", "北京市")]),
    ("中共中央台办、国务院台办主任张志远指出。", [("张志远", "主任", "中共中央台办"), ("张志远", "主任", "国务院台办")]),
    ("海河建设工程有限公司连年盈利。总经理陈凤山表示，压力缓解了。", [("陈凤山", "总经理", "海河建设工程有限公司")]),
    ("公司党委副书记、总经理蔡奉远感谢支持。", [("蔡奉远", "党委副书记", None), ("蔡奉远", "总经理", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), POSTS, ids=[c[0][:14] for c in POSTS])
def test_posts(facts, text, expected):
    found = [
        (p.person.text, p.title, getattr(p.organization, "text", p.organization)) for p in facts(text).posts
    ]
    assert found == expected


def test_an_institute_said_to_lie_in_a_place(facts):
    relations = [
        (r.subject.text, r.predicate, r.object.text)
        for r in facts("展览在布达佩斯的远航文学博物馆开幕。").relations
    ]
    assert relations == [("远航文学博物馆", "locatedIn", "布达佩斯")]


def test_a_body_speaks_through_its_document(facts):
    relations = facts("国务院在《关于同意设立海州新区的批复》中指出，要坚持规划先行。").relations
    assert [(r.subject.text, r.predicate, r.object.text) for r in relations] == [
        ("关于同意设立海州新区的批复", "issuedBy", "国务院")
    ]


def test_an_opinion_is_based_on_what_its_opening_names(facts):
    text = (
        "海州市人民政府关于加强水库管理的实施意见\n海政发〔2026〕9号\n各县人民政府：\n"
        "根据《中华人民共和国水法》和《海州市水库管理条例》有关要求，现就加强水库管理提出以下实施意见：\n一、总体要求。"
    )
    based = {(r.subject.text, r.object.text) for r in facts(text).relations if r.predicate == "basedOn"}
    main = "海州市人民政府关于加强水库管理的实施意见"
    assert based == {(main, "中华人民共和国水法"), (main, "海州市水库管理条例")}


def test_all_of_a_list_are_appointed(facts):
    text = "会议决定任命郭芳、张小宏为上海市副市长，免去张卫、李进的上海市副市长职务。"
    found = {(p.person.text, p.title, p.change) for p in facts(text).posts}
    assert found == {
        ("郭芳", "副市长", "Appointed"),
        ("张小宏", "副市长", "Appointed"),
        ("张卫", "副市长", "Removed"),
        ("李进", "副市长", "Removed"),
    }


def test_a_pronoun_means_the_subject_of_the_sentence_before(facts):
    text = "区长薛天明对陈宗平一行表示欢迎。他表示，区位优势明显，发展潜力巨大。"
    assert [q.speaker.text for q in facts(text).quotations] == ["薛天明"]


REGULATION = (
    "海州市港口管理条例\n（2024年6月22日昆明市第十四届人民代表大会常务委员会第十七次会议通过）\n第一章 总则\n"
    "第一条 为了加强港口管理，根据《中华人民共和国港口法》《中华人民共和国航道法》等法律法规规定，结合本市实际，制定本条例。\n"
    "第二条 本条例适用于本市港口。"
)


def test_a_regulation_that_the_page_is(facts):
    relations = {(r.subject.text, r.predicate, r.object.text) for r in facts(REGULATION).relations}
    main = "海州市港口管理条例"
    assert relations >= {
        (main, "issuedBy", "昆明市第十四届人民代表大会常务委员会"),
        (main, "basedOn", "中华人民共和国港口法"),
        (main, "basedOn", "中华人民共和国航道法"),
    }


def test_who_drafts_and_who_approves(facts):
    text = "市人民政府同意市教育局修订的《海州市考试管理规定》，现转发给你们。"
    relations = [(r.object.text, r.predicate) for r in facts(text).relations]
    assert relations == [("市人民政府", "issuedBy"), ("市教育局", "issuedBy")]


def test_a_firm_said_to_belong_to_another(facts):
    text = "海河建设集团是世界500强企业中国交建旗下骨干企业。"
    relations = [(r.subject.text, r.predicate, r.object.text) for r in facts(text).relations]
    assert relations == [("海河建设集团", "partOf", "中国交建")]
