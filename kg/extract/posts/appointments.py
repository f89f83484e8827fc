"""Changes of posts: who is appointed, elected, proposed or removed, in sentences and in lists of appointments."""

import re
from datetime import date

from kg.extract.posts.claims import Claim, Neighbours, listed
from kg.extract.words import Words
from kg.records import Article, EntityType, Evidence, Mention, Post

_APPOINTS = re.compile(r"(?:任命|提名|聘任|选举|推选|委任|推举|补选|选举产生|增选|选出|任命了)$")
_AS = re.compile(
    r"^(?:（[^（）]{1,8}）)?(?:同志|先生|女士)?(?:为|任|担任|出任|兼任|代理)(?P<rest>[^。；\n]{2,80})"
)
_REMOVES = re.compile(r"(?:免去|撤销|罢免|解除|免除|决定免去)$")
_OF = re.compile(
    r"^(?:（[^（）]{1,8}）)?(?:同志|先生|女士)?(?:的|担任的|所任的?|兼任的)?(?P<rest>[^。；\n，]{2,60}?)(?:职务|一职)"
)
_LEAVES = re.compile(
    r"^(?:（[^（）]{1,8}）)?(?:同志|先生|女士)?，?(?:已|将|因[^，。]{1,12}，?|宣布|正式|也|将于[^，。]{1,12})*(?:不再担任|不再兼任|辞去|卸任|被免去|请辞)(?P<rest>[^。；\n]{2,60}?)(?:等?职务|一职|[，。；]|$)"
)
_NAMED_AS = re.compile(
    r"^(?:（[^（）]{1,8}）)?(?:同志|先生|女士)?，?(?:已|将|被|全票|正式|再次|获|经[^，。]{1,12})*(?:任命为|选举为|提名为|聘任为|推选为|委任为|批准任命为|任命担任)(?P<rest>[^。；\n]{2,80})"
)
_ROW = re.compile(r"^(?:（[^（）]{1,8}）)?[ \u3000\t]{1,12}(?P<rest>[^\s，。；][^。；\n]{2,60}?)(?=\n|$)")
_REMOVED_ROW = re.compile(r"^(?:（[^（）]{1,8}）)?的(?P<rest>[^。；\n]{2,60}?)职务")
_HEADED = re.compile(
    r"(?:^|\n)[\s一二三四五六七八九十、（）()\d.．]*(?P<verb>决定任命|任命|聘任|免去|免职|任职|批准任命|批准免去)(?:下列人员)?[^\n]{0,12}?：?\s*(?=\n)"
)
_GOES_ON = re.compile(r"[^。；\n]{0,40}(?:职务|一职)?[、，]")
_DATE = re.compile(
    r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日|(?<![\d月])(?P<only>\d{1,2})日|(?P<today>今天|今日|当天)"
)
_LINE_DATE = re.compile(r"(?:^|\n)\s*(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日\s*(?=\n|$)")


class Changes:
    """Reads the changes of an article person by person, in the order of the text: verbs and bodies carry on in lists."""

    def __init__(self, article: Article, context: Neighbours):
        self.article, self.context = article, context
        self._last: Mention | None = None
        self._verb = ""
        self._employer: tuple[Claim, int] | None = None
        self._headings = [
            (m.start(), "remove" if "免" in m.group("verb") else "appoint")
            for m in _HEADED.finditer(context.text)
        ]

    def of(self, person: Mention) -> list[Post]:
        """The posts that the text says a person takes up or leaves."""
        carried = (
            self._verb
            if self._last and _GOES_ON.fullmatch(self.context.text[self._last.end : person.begin])
            else ""
        )
        claims, change, self._verb = self._read(person, carried)
        self._last = person
        return [
            changed(self.article, self.context.words, person, claim, change)
            for claim in self._completed(person, claims)
            if not claim.bare
        ]

    def _read(self, person: Mention, verb: str) -> tuple[list[Claim], str, str]:
        text = self.context.text
        last = self._last_of_list(person)
        before, after = text[max(0, person.begin - 6) : person.begin], text[last.end : last.end + 90]
        if _APPOINTS.search(before) or (verb == "appoint" and not _REMOVES.search(before)):
            match = _AS.match(after)
            if match:
                return self._claims(last, match), "Appointed", "appoint"
        if _REMOVES.search(before) or verb == "remove":
            match = _OF.match(after)
            if match:
                return self._claims(last, match), "Removed", "remove"
        match = _NAMED_AS.match(after)
        if match:
            return self._claims(last, match), "Appointed", ""
        match = _LEAVES.match(after)
        if match:
            return self._claims(last, match), "Removed", ""
        return self._row(person, text[person.end : person.end + 90])

    def _last_of_list(self, person: Mention) -> Mention:
        """The last of the persons on the list that a person begins: 任命|甲、乙和丙|为…."""
        last = person
        while (joint := self.context.text[last.end : last.end + 1]) and joint in "、和与及":
            following = self.context.beginning.get(last.end + 1)
            if following is None or following.type is not EntityType.PERSON:
                break
            last = following
        return last

    def _row(self, person: Mention, after: str) -> tuple[list[Claim], str, str]:
        """A row of a list of appointments: name, blanks, post; 某某的某局局长职务 under 免去."""
        begin = self.context.text.rfind("\n", 0, person.begin) + 1
        heading = next((verb for at, verb in reversed(self._headings) if at < person.begin), "")
        if not heading or re.sub(
            r"[\s\d.．、一二三四五六七八九十（）]", "", self.context.text[begin : person.begin]
        ):
            return [], "", ""
        match = (_ROW if heading == "appoint" else _REMOVED_ROW).match(after) or _ROW.match(after)
        return (
            (self._claims(person, match), "Appointed" if heading == "appoint" else "Removed", "")
            if match
            else ([], "", "")
        )

    def _claims(self, person: Mention, match: re.Match[str]) -> list[Claim]:
        return list(listed(self.context, person.end + match.start("rest"), match.group("rest")))

    def _completed(self, person: Mention, claims: list[Claim]) -> list[Claim]:
        """Posts without a body are of the body of the change before, in the same paragraph: …任董事长，提名乙任总经理."""
        paragraph = self.context.text.rfind("\n", 0, person.begin)
        out = []
        for claim in claims:
            if (
                claim.organization is None
                and not claim.own
                and self._employer
                and self._employer[1] == paragraph
            ):
                claim = Claim(claim.title, self._employer[0].organization, False)
            out.append(claim)
            if claim.organization:
                self._employer = claim, paragraph
        return out

    def note(self, person: Mention, claims: list[Claim]) -> None:
        """Remember the body of posts that were read elsewhere: 甲任某公司董事长，提名乙任总经理."""
        for claim in claims:
            if claim.organization:
                self._employer = claim, self.context.text.rfind("\n", 0, person.begin)


def taken_up(article: Article, words: Words, person: Mention, claim: Claim) -> Post:
    """A post that a person takes up: 李明当选为主席."""
    return changed(article, words, person, claim, "Appointed")


def changed(article: Article, words: Words, person: Mention, claim: Claim, change: str) -> Post:
    """A post taken up or left, dated when the sentence or the decision's own line gives the day."""
    begin, end = words.sentence(person.begin)
    day = day_of(words.text[begin:end], article.date) or _decided(words.text, person)
    start, stop = (day, None) if change == "Appointed" else (None, day)
    return Post(
        person, claim.title, claim.organization, Evidence(begin, end, "post.change"), start, stop, change
    )


def _decided(text: str, person: Mention) -> date | None:
    """The date line that closes a list of appointments."""
    match = _LINE_DATE.search(text, person.end)
    if not match:
        return None
    try:
        return date(int(match.group("year")), int(match.group("month")), int(match.group("day")))
    except ValueError:
        return None


def day_of(sentence: str, issued: date | None) -> date | None:
    """The day a sentence names, its year and month from the date of the report; 今天 is that date."""
    match = _DATE.search(sentence)
    if not match:
        return None
    if match.group("today"):
        return issued
    if issued is None and not match.group("year"):
        return None
    year = int(match.group("year") or (issued.year if issued else 0))
    month = int(match.group("month") or (issued.month if issued else 0))
    try:
        day = date(year, month, int(match.group("day") or match.group("only")))
    except ValueError:
        return None
    return day.replace(year=day.year - 1) if issued and not match.group("year") and day > issued else day
