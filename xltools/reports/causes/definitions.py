"""How are causes and suggestions defined, in the words of sheet 口径?

Invariant: thresholds are taken from where they are applied, so that the words cannot differ from what is done.
"""

from xltools.reports.causes.analysis import ALPHA, LEAST_CASES, LEAST_RATIO, LEAST_RISE, MOST_CAUSES
from xltools.reports.causes.choice import CARRIED
from xltools.reports.facts import DIMENSIONS

_CAUSAL = "、".join(each.label for each in DIMENSIONS if each.causal)

DEFINITIONS: tuple[tuple[str, str], ...] = (
    (
        "根因",
        (
            "本期与上期相比，占比和件数都显著上升的一组反馈。"
            f"一组由{_CAUSAL}及“设置”表“归因的其他栏目”中一至三项的取值确定；按登记件数计，不合并重复。"
        ),
    ),
    (
        "根因的检验",
        (
            "占比用 Fisher 精确检验，件数用两期精确比较，均为单侧；按检验过的组数校正，"
            f"没有变化时误报的机会不超过 {ALPHA:.0%}。占比至少上升 {LEAST_RISE * 100:.0f} 个百分点、"
            f"达到上期的 {LEAST_RATIO} 倍，本期至少 {LEAST_CASES} 件。"
        ),
    ),
    (
        "根因的选取",
        (
            f"先列上升最多的一组，去掉其中的反馈后再检验其余，最多 {MOST_CAUSES} 组。"
            f"其中更细的一组若占了上升的 {CARRIED:.0%} 以上，就列更细的；多一个条件若没有更突出，就不加。"
            "本期才开始使用的台账不参加比较。"
        ),
    ),
    (
        "贡献",
        "该组增加的件数 ÷ 全部反馈增加的件数；两期天数不同时，上期件数按天数折算到本期长度。总量没有增加时不计算。",
    ),
    (
        "改进建议",
        (
            "“改进建议”表中，关键词出现在根因的取值里，或出现在该组一半以上反馈的问题、描述或原因里的那些行；"
            "优先取该组反馈所在台账的建议。"
        ),
    ),
)
