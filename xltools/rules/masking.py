"""How is personal data shown outside the register? Names, contacts and free text, masked. (FR-2, FR-13, FA-4)

What a field holds is declared once (`FieldDefinition.personal`). A person keeps the surname (张*, 欧阳*); one of whom
only the surname and a title is known stays (王先生). An organisation is no person and stays as typed, people named
beside it do not. Numbers of orders, cases, models and parcels stay: without them a report can't be followed up.

Invariant: masking what is masked already changes nothing.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from xltools.rules.masked_numbers import masked_numbers

_COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳上官司马诸葛东方皇甫尉迟公孙慕容令狐司徒夏侯端木南宫独孤长孙宇文轩辕百里呼延申屠太史澹台公冶濮阳淳于"
        "单于拓跋万俟闻人赫连钟离西门东郭完颜纳兰第五左丘梁丘东野",
    )
)
# The hundred and fifty most common: enough to tell a person from a place in 「某某公司（张三）」.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
    "韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛柯庄温牛樊葛邢安齐倪"
)
_TITLES = (
    "先生|女士|小姐|太太|同志|师傅|老师|医生|大夫|经理|主任|主管|组长|科长|处长|部长|厂长|院长|校长|工程师|老板|"
    "总|工|姐|哥|阿姨|叔叔"
)
_NOBODY = re.compile(
    r"某.*|(?:匿名|未知|不详|保密|本人|个人|散客|客户|顾客|用户|买家|卖家|业主|住户|会员|网友|消费者|先生|女士|小姐|客服|前台|男|女|收|无)+"
)
_ORGANISATION = re.compile(
    r"公司|集团|工厂|医院|学校|大学|学院|中学|小学|幼儿园|中心|银行|酒店|宾馆|饭店|超市|商场|商行|商贸|物业|工作室|事务所|合作社|"
    r"委员会|协会|研究所|研究院|设计院|法院|检察院|政府|派出所|街道办|办公室|经营部|门市部|营业部|服务部|分行|支行|门店|专卖店|"
    r"旗舰店|实业|股份|\b(?:co|ltd|inc|llc|corp|gmbh|plc|limited|company)\b",
    re.IGNORECASE,
)
_SHORT_ENDING = re.compile(r"[\u4e00-\u9fff]{3,}[厂店局处所院部站馆社行校室队]$")  # 「红星机械厂」, but not 「李厂」
_SHORTEST_ORGANISATION = 4
_LONGEST_GIVEN_NAME = 2
_PARTING = re.compile(r"([\s、，,;；:：/|()（）\[\]【】<>《》\"'“”+&_—-]+)")
_TITLED = re.compile(rf"(.*?)({_TITLES})")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_MASKED = re.compile(r"[\dA-Za-z-]{0,6}\*{3,}[\dA-Za-z@.-]*")  # a number or an address
_LABEL = (
    "微信号?|同号|企鹅号?|扣扣号?|支付宝|旺旺|钉钉|微博|抖音|快手|小红书|淘宝|京东|拼多多|公众号|电子邮箱|邮箱|邮件|电话|手机号?|座机|固话|传真|号码|"
    "联系方式|联系人|联系|分机|转接?|备用|办公室?|公司|单位|家庭?|本人|工作时间|上午|下午|晚上|账号|会员|号"
)
_LATIN_LABEL = re.compile(r"tel|phone|mobile|fax|wechat|weixin|qq|wx|vx|e-?mail|ext|app|id", re.IGNORECASE)
_CONTACT_WORD = re.compile(r"(?<![@.\w*-])[A-Za-z][\w.-]*(?![\w*@])|[\u3400-\u9fff][\u3400-\u9fff·]*(?:\*(?!\*))?")
_LABELS = re.compile(f"({_LABEL})")
_DIGIT_RUN = re.compile(r"(?<![\d*-])\d(?:[\s-]?\d){4,}(?![\d*]|[\s-]\*)")
_AS_LAST_FOUR = 7


def masked_name(name: str) -> str:
    """A cell that names a customer or a contact person.

    Args:
        name: One name or several; 「张三」 becomes 「张*」, 「欧阳修」 「欧阳*」; 「王先生」 and
            「某科技有限公司」 stay.
    """
    parts = _PARTING.split(masked_numbers(name))
    beside = _is_organisation(name)
    return "".join(
        part if place % 2 or (beside and not _looks_like_a_person(part)) else _masked_person(part)
        for place, part in enumerate(parts)
    )


def masked_contact(text: str) -> str:
    """A cell that tells how to reach somebody: all that one could be reached by is masked, whatever it is.

    Args:
        text: One contact or several; 「13800001234」 becomes 「138****1234」, 「0571-88886666」 「0571-****6666」,
            「zhangsan@example.com」 「z***@example.com」.
    """
    text = _DIGIT_RUN.sub(_masked_run, masked_numbers(unicodedata.normalize("NFKC", text)))
    return _CONTACT_WORD.sub(_masked_word, text)


def masked_text(text: str, names: Iterable[str] = ()) -> str:
    """Free text: what people can be reached or told by is looked for and masked.

    Args:
        text: Searched for mobile and landline numbers in any spelling, e-mail addresses, numbers of identity and bank
            cards, and WeChat, QQ and like accounts behind their label.
        names: Cells that name the case's customer, contact person and handler: their names are masked in the text too.
    """
    text = masked_numbers(text)
    for cell in names:
        for bare, masked in _people_in(cell):
            if bare in text:
                text = _replaced(text, bare, masked)
    return text


def _replaced(text: str, bare: str, masked: str) -> str:
    if bare.isascii():  # 「Li」 is not meant in 「Limited」
        return re.sub(rf"(?<![A-Za-z]){re.escape(bare)}(?![A-Za-z])", lambda _: masked, text)
    return text.replace(bare, masked)


@lru_cache(maxsize=65_536)
def _people_in(cell: str) -> tuple[tuple[str, str], ...]:
    """The people of a name cell without their titles, the longest first, each with the masked name."""
    beside = _is_organisation(cell)
    found = {}
    for part in _PARTING.split(cell)[::2]:
        if beside and not _looks_like_a_person(part):
            continue
        titled = _TITLED.fullmatch(part)
        bare = titled[1] if titled else part
        if len(bare) > 1 and "*" not in bare and (masked := _masked_person(bare)) != bare:
            found[bare] = masked
    return tuple(sorted(found.items(), key=lambda each: -len(each[0])))


def _is_organisation(name: str) -> bool:
    if len(name) < _SHORTEST_ORGANISATION:
        return False
    return _ORGANISATION.search(name) is not None or any(map(_SHORT_ENDING.search, _PARTING.split(name)[::2]))


def _looks_like_a_person(part: str) -> bool:
    """Beside an organisation only what begins with a surname and is as short as a name is one."""
    titled = _TITLED.fullmatch(part)
    bare = titled[1] if titled else part
    surname = _surname(bare)
    known = surname in _SURNAMES or surname in _COMPOUND_SURNAMES
    return known and 1 <= len(bare) - len(surname) <= _LONGEST_GIVEN_NAME and not _ORGANISATION.search(part)


def _surname(bare: str) -> str:
    compound = bare[:2]
    return compound if compound in _COMPOUND_SURNAMES and len(bare) > len(compound) else bare[:1]


def _masked_person(part: str) -> str:
    if not any(map(str.isalpha, part)) or _NOBODY.fullmatch(part) or _MASKED.fullmatch(part):
        return part
    titled = _TITLED.fullmatch(part)
    bare, title = titled.groups() if titled else (part, "")
    if title and (len(bare) <= 1 or bare in _COMPOUND_SURNAMES):
        return part
    return f"{_surname(bare)}*{title}" if bare != "*" else part


def _masked_run(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    if len(digits) < _AS_LAST_FOUR:
        return f"{digits[0]}****"
    return f"{digits[:3] if len(digits) > _AS_LAST_FOUR + 2 else ''}****{digits[-4:]}"


def _masked_word(match: re.Match[str]) -> str:
    word = match[0]
    if not _HAN.match(word):
        return word if _LATIN_LABEL.fullmatch(word) else f"{word[0]}***"
    return "".join(
        part if place % 2 or not part else _masked_person(part) for place, part in enumerate(_LABELS.split(word))
    )
