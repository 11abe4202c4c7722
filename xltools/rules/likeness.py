"""How alike are two short descriptions, and which of many are like this one?

Chinese has no blanks between words, so descriptions are compared by their pairs of neighbouring characters: twice the
pairs that both have over the pairs of both (Dice 1945), from 0 to 100. What nearly every complaint says
(「用了不到一个月」, 「真的很差」), function words, digits and marks only part what stands around them; they make no two
descriptions alike.

Invariant: the likeness of two descriptions depends on nothing but the two, so that a new row changes no other answer.
"""

import re
from collections import Counter, defaultdict
from itertools import chain
from operator import add

from xltools.rules.keyword_search import plain

Wording = frozenset[str]

# No character here that is part of the name of a fault or a spare part: 过热, 接地, 真空, 超时, 定位, 备件, 给料, 少发.
_PARTING = re.compile(
    r"不怎么样|怎么样|怎么|什么|为何|为啥|知道|告诉|觉得|感觉|以为|希望|建议|要求|需要|应该|可能|可以|能够|但是|不过|因为|所以|如果|虽然|而且|"
    r"还是|或者|以及|没有|不错|不好|好用|一般|后悔|失望|真心|千万|大家|自己|别人|垃圾|差评|无语|坑人|骗人|购物|购买|东西|产品|商品|设备|"
    r"机器|机子|客户|用户|顾客|反映|反馈|投诉|表示|出现|发生|发现|存在|情况|问题|现象|故障|异常|报警|代码|提示|显示|使用|进行|"
    r"目前|现在|今天|昨天|当天|第二天|刚才|经常|总是|一直|有时|时候|时间|突然|偶尔|已经|仍然|依然|开始|之后|以后|之前|以前|"
    r"不到|多久|处理|等待|正常|分钟|小时|星期|礼拜|个月|非常|特别|比较|根本|简直|完全|严重|明显|满意|负责|开心|舒服|"
    r"真的|真是|一点|有点|一个|用过|多次|"
    r"[了的得啊呀呢吧吗嘛哦啦很太好挺最更都就也又还再才只已曾我你您他她它们这那哪此其个种些次遍年月日天周秒"
    r"会将要请说讲问把被让从到在是和与及或而但若如于则并且即当第一二三四五六七八九十两几多每各某买卖用]"
)
_NUMBERED = re.compile(r"(?:(?<![a-z])[a-z]{1,4}[ -]?)?\d[a-z0-9.]*")
_TOLD = re.compile(r"[a-z]{2,}|[^\W\d_a-z]+")


def wording(text: str) -> Wording:
    """What a description tells: its pairs of neighbouring characters, and words in Latin letters as wholes.

    Capitals and full-width forms make no difference. Numbers, models and fault codes tell nothing here.
    """
    told: set[str] = set()
    for run in _TOLD.findall(_PARTING.sub(" ", _NUMBERED.sub(" ", plain(text)))):
        if run.isascii():
            told.add(run)
        else:
            told.update(map(add, run, run[1:]))
    return frozenset(told)


def likeness(one: Wording, other: Wording) -> float:
    """From 0 to 100; 0 where the one or the other tells nothing."""
    return _likeness(len(one & other), one, other)


def _likeness(shared: int, one: Wording, other: Wording) -> float:
    return 200 * shared / (len(one) + len(other)) if shared else 0.0


class Wordings:
    """Wordings by key, asked for those that are like another one: only those that share a part are looked at."""

    def __init__(self) -> None:
        self._keys: list[int] = []
        self._wordings: list[Wording] = []
        self._having: dict[str, list[int]] = defaultdict(list)

    def add(self, key: int, told: Wording) -> None:
        """One more wording; a key may have several."""
        place = len(self._keys)
        self._keys.append(key)
        self._wordings.append(told)
        for part in told:
            self._having[part].append(place)

    def like(self, told: Wording, at_least: float, sharing: int = 1) -> dict[int, float]:
        """By key, the likeness of the wording of it that is most alike.

        Args:
            told: The other wording.
            at_least: Those less alike are left out.
            sharing: Those with fewer parts in common are left out, too.
        """
        shared = Counter(chain.from_iterable(self._having[part] for part in told if part in self._having))
        found: dict[int, float] = {}
        for place, count in shared.items():
            if count >= sharing and (alike := _likeness(count, told, self._wordings[place])) >= at_least:
                key = self._keys[place]
                found[key] = max(alike, found.get(key, 0.0))
        return found
