"""What does a finding say? One entry a code, in the frame: what is so – what should be – what to do.

Invariant: every code has its entry, and an entry's placeholders are all filled (a missing one is a KeyError in tests).
"""

from typing import NamedTuple

from xltools.model.finding import Finding, FindingCode, Severity

MAXIMUM_REMARK = 8000  # a cell holds 32,767 characters; nobody reads a quarter of that


class CatalogueEntry(NamedTuple):
    """The words of one kind of finding; ``where`` is put in front as 【head】.

    Attributes:
        severity: How much it matters.
        is_so: What is there.
        should_be: What ought to be there.
        remedy: What to do.
        in_remark: Whether the row's 校验提示 repeats it; what the tool says about its own doings is not repeated there,
            or the second refresh would have to take it out again.
    """

    severity: Severity
    is_so: str
    should_be: str
    remedy: str
    in_remark: bool = True


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE
_CODE = FindingCode

CATALOGUE: dict[FindingCode, CatalogueEntry] = {
    _CODE.VALUE_MISSING: CatalogueEntry(_E, "没有填", "{why}必须填写", "请补上"),
    _CODE.VALUE_DOUBLED: CatalogueEntry(
        _E, "“{value}”与第 {other_row} 行相同", "本列每行的值不能重复", "请改掉其中一个"
    ),
    _CODE.CELL_ERROR: CatalogueEntry(_E, "单元格显示错误值（如 #N/A）", "应为填写的内容", "请清空后重新填写"),
    _CODE.CELL_FORMULA: CatalogueEntry(
        _W, "单元格里是公式", "填写栏应直接写内容，公式的结果会随别处改变", "请改为写值（复制后“选择性粘贴-数值”）"
    ),
    _CODE.CHOICE_UNKNOWN: CatalogueEntry(_E, "“{value}”不在下拉列表里", "应为：{allowed}", "请从下拉列表选择{nearest}"),
    _CODE.CHOICE_OF_OTHER_PARENT: CatalogueEntry(
        _E, "“{value}”不属于“{parent}”", "“{parent}”之下可选：{allowed}", "请重新选择，或改“{parent_header}”"
    ),
    _CODE.CONTACT_MALFORMED: CatalogueEntry(
        _E, "“{value}”不像电话或邮箱", "应为 11 位手机号、带区号的座机（0571-88886666）或电子邮箱", "请与客户核对后改正"
    ),
    _CODE.DATE_UNREADABLE: CatalogueEntry(_E, "“{value}”看不出是什么时间", "应为日期，如 {sample}", "请改写"),
    _CODE.DATE_IMPLAUSIBLE: CatalogueEntry(_E, "{value} 不可能是真的", "应在 2000 年到 2099 年之间", "请核对年份"),
    _CODE.DATE_IN_FUTURE: CatalogueEntry(_E, "{value} 还没有到", "已经发生的事才写在这里", "请核对日期和钟点"),
    _CODE.HOUR_MISSING: CatalogueEntry(
        _W, "只写了日期 {value}", "应写到分钟：有按小时算的时限，没有钟点就从 0:00 算起", "请补上钟点"
    ),
    _CODE.DATE_OUT_OF_ORDER: CatalogueEntry(
        _E, "{value} 早于“{other_header}”{other_value}", "不应早于“{other_header}”", "请核对两个时间"
    ),
    _CODE.TIME_UNREADABLE: CatalogueEntry(_E, "“{value}”看不出是几点", "应为钟点，如 09:30", "请改写"),
    _CODE.TIME_WITHOUT_DAY: CatalogueEntry(_E, "只写了钟点 {value}", "应写明日期和钟点，如 {sample}", "请补上日期"),
    _CODE.NUMERIC_UNREADABLE: CatalogueEntry(_E, "“{value}”不是数字", "应为数字", "请改写"),
    _CODE.NUMERIC_NOT_WHOLE: CatalogueEntry(_E, "{value} 不是整数", "应为整数", "请改写"),
    _CODE.NUMERIC_OUT_OF_RANGE: CatalogueEntry(_E, "{value} 超出范围", "应为 {allowed}", "请改写"),
    _CODE.DIGITS_LOST: CatalogueEntry(
        _E, "{value} 被表格当成数字，15 位以后的数字已经丢失", "应按文字填写", "请先把单元格设为“文本”格式，再重新输入"
    ),
    _CODE.TEXT_BECAME_DATE: CatalogueEntry(
        _E, "输入的内容被表格变成了日期 {value}", "应按文字填写", "请先把单元格设为“文本”格式，再重新输入"
    ),
    _CODE.TEXT_TOO_SHORT: CatalogueEntry(
        _E, "“{value}”只有 {length} 个字", "至少 {minimum} 个字，写清具体情况", "请补充"
    ),
    _CODE.TEXT_TOO_LONG: CatalogueEntry(
        _E, "有 {length} 个字", "不超过 {maximum} 个字", "请精简，详情放在过程记录或附件里"
    ),
    _CODE.TEXT_VAGUE: CatalogueEntry(_E, "“{value}”太笼统", "应写具体", "{advice}"),
    _CODE.ATTACHMENT_MISSING: CatalogueEntry(
        _W, "文件“{value}”没有找到", "应在文件夹“{folder}”里", "请把文件放进去，或改正文件名"
    ),
    _CODE.ATTACHMENT_NAME_UNSAFE: CatalogueEntry(
        _W, "“{value}”带有路径", "应只写文件名", "请去掉路径，把文件放进文件夹“{folder}”"
    ),
    _CODE.CASE_DUPLICATED: CatalogueEntry(
        _W,
        "与第 {other_row} 行{other_number}的客户和描述相同",
        "同一件事只登记一次",
        "若是同一件，请删去其中一行；若不是，请写明区别",
    ),
    _CODE.CASE_UNKNOWN: CatalogueEntry(
        _E, "“{value}”不是登记表里的编号", "应为登记表里已有的编号", "请照登记表改正{nearest}"
    ),
    _CODE.NUMBER_WAITING: CatalogueEntry(_W, "还不能编号", "“{needed}”填好才能编号", "请先填“{needed}”"),
    _CODE.NUMBER_WITHOUT_CODE: CatalogueEntry(
        _W, "还不能编号：“{value}”没有代码", "“{code_sheet}”表里应有它的代码", "请主管在“{code_sheet}”表补上"
    ),
    _CODE.NUMBER_OF_OTHERS: CatalogueEntry(
        _W,
        "编号“{value}”是别的反馈的（另一本台账的，或已删除的行的）",
        "编号永不重用",
        "已改为 {number}；若本行就是那条反馈，请从备份恢复原来的内容",
        in_remark=False,
    ),
    _CODE.NUMBER_RESTORED: CatalogueEntry(
        _N, "编号被清空或改成“{value}”", "应为 {number}", "已恢复，不用处理", in_remark=False
    ),
    _CODE.NUMBER_NOT_OURS: CatalogueEntry(
        _W, "“{value}”不是工具发出的编号", "编号由工具给出", "已改为 {number}；请不要手工写编号", in_remark=False
    ),
    _CODE.NUMBER_PASTED: CatalogueEntry(
        _N, "编号“{value}”属于另一行（{owner}）", "每行一个编号", "复制来的这一行已改为 {number}", in_remark=False
    ),
    _CODE.NUMBER_LOST: CatalogueEntry(
        _W,
        "编号 {value} 已经发出，登记表里却没有这一行",
        "发出的编号都应在表里",
        "若误删，请从备份找回；若应作废，请写入“{voided_sheet}”表",
    ),
    _CODE.NUMBER_SKIPPED: CatalogueEntry(
        _W, "编号 {value} 从未发出，前后的编号却在用", "编号应连续", "请查明来历；若应作废，请写入“{voided_sheet}”表"
    ),
    _CODE.TOOL_CELL_RESTORED: CatalogueEntry(
        _N, "被改成“{value}”", "此栏由工具填写", "已恢复为“{restored}”", in_remark=False
    ),
    _CODE.PRIORITY_UNDEFINED: CatalogueEntry(
        _W, "“{value}”没有对应的优先级", "“{matrix_sheet}”表里每种组合应有一行", "请主管在“{matrix_sheet}”表补上"
    ),
    _CODE.CALENDAR_YEAR_MISSING: CatalogueEntry(
        _W,
        "还没有 {year} 年的放假安排",
        "12 月起应有下一年的放假和调休日期",
        "国务院办公厅通知发布后请升级 xltools，或把日期填在本表；在此之前 {year} 年的时限是暂定的",
    ),
    _CODE.KEYWORDS_STALE: CatalogueEntry(
        _W, "关键词库 {value}没有更新", "每 {days} 天至少更新一次", "请维护人核对关键词，并填上“更新人”“更新日期”"
    ),
    _CODE.NOBODY_AVAILABLE: CatalogueEntry(
        _W, "没有指派：{why}", "“{role}”应有人负责", "请主管指定一人，或更新“分派规则”表和“人员”表"
    ),
    _CODE.ROLE_UNKNOWN: CatalogueEntry(
        _W, "“{value}”不在“人员”表里", "应为“人员”表里的角色或姓名{nearest}", "请改正，或在“人员”表加上"
    ),
    _CODE.ENTRY_AFTER_CLOSING: CatalogueEntry(
        _W,
        "{value} 晚于结案时间 {closed}",
        "已结案的不再有新的经过",
        "请核对编号和时间{reopening}",
    ),
    _CODE.PAUSE_UNPAIRED: CatalogueEntry(_W, "“{value}”没有配对", "先“暂停”，后“恢复”，成对出现", "{advice}"),
    _CODE.EXTENSION_TOO_LONG: CatalogueEntry(
        _E,
        "{value} 超过延期上限",
        "最晚到 {latest}（原时限之后 {days} 个工作日）",
        "此延期不生效；请改新预计时间后重新审批",
    ),
    _CODE.EXTENSION_TOO_LATE: CatalogueEntry(
        _E, "{value} 申请时已过原时限 {due}", "应在原时限之前申请", "此延期不生效；请按超时处理"
    ),
    _CODE.EXTENSION_AGAIN: CatalogueEntry(
        _E, "这件已经延期 {count} 次", "最多延期 {count} 次", "此次延期不生效；请按超时处理"
    ),
    _CODE.EXTENSION_WITHOUT_LIMIT: CatalogueEntry(
        _W, "这件还没有处理时限", "有了时限才能延期", "请先补全登记表里的必填栏"
    ),
    _CODE.REVIEW_MISSING: CatalogueEntry(_E, "还没有{what}", "{why}，{role}{what}之后才能结案", "请{role}填写"),
    _CODE.REVIEWER_UNFIT: CatalogueEntry(
        _W, "“{value}”在“人员”表里不是{role}，也不代理其职务", "应由{role}填写", "请由{role}重新审核，或更新“人员”表"
    ),
    _CODE.PLAN_MISSING: CatalogueEntry(
        _E, "“{plan_sheet}”表里没有批准的方案", "批准的方案应在“{plan_sheet}”表里有一行", "请在“{plan_sheet}”表补上"
    ),
    _CODE.PLAN_APPROVAL_UNFIT: CatalogueEntry(
        _E, "“{value}”不够", "{priority}工单应经{needed}", "请召开会议后改正，并写明参会部门"
    ),
    _CODE.CONFIRMATION_MISSING: CatalogueEntry(
        _E,
        "客户还没有确认",
        "“{confirmation_sheet}”表里有客户签字的一行才算解决",
        "请取得客户确认，写进“{confirmation_sheet}”表",
    ),
    _CODE.CONSENT_MISSING: CatalogueEntry(
        _E, "客户没有授权就做了远程协助", "远程协助须先取得客户授权", "请在登记表的“{consent_header}”写明"
    ),
    _CODE.DUTY_MISSING: CatalogueEntry(
        _W, "“{duty_sheet}”表里还没有分工", "跨部门的反馈应写明每个部门做什么", "请在“{duty_sheet}”表每个部门写一行"
    ),
    _CODE.DUTY_OPEN: CatalogueEntry(
        _E, "{value}的分工还没有完成", "分工全部完成后才能结案", "请完成后更新“{duty_sheet}”表，或清空此栏"
    ),
    _CODE.RECORD_OVERDUE: CatalogueEntry(_W, "已过时限 {value}", "应在时限之前完成", "请尽快办理，并更新进度"),
    _CODE.IMPROVEMENT_MISSING: CatalogueEntry(
        _W,
        "“{improvement_sheet}”表里没有引自这一件的改进项",
        "{why}应立项跟踪",
        "请在“{improvement_sheet}”表写一行，“来源编号”填本编号",
    ),
    _CODE.ROUND_FACT_EARLIER: CatalogueEntry(
        _E,
        "{value} 早于第 {round} 轮开始的时间 {reopened}",
        "本轮的经过应在重新处理之后",
        "请核对时间；上一轮的结果已存入“{rounds_sheet}”表",
    ),
    _CODE.REGISTER_ROLLED_OVER: CatalogueEntry(
        _W,
        "本台账已结转到“{value}”，这一件却登记在这里",
        "结转以后，新的一件应登记在“{value}”",
        "请在那里登记；本行照常编号，办完后也可以留在这里",
    ),
    _CODE.PAGE_OCCUPIED: CatalogueEntry(
        _W, "已有一张自己的“{value}”表", "这个名字留给工具每次重写的表", "请把自己的表改名，下一次刷新就会补上"
    ),
    _CODE.PAGE_WITH_OBJECTS: CatalogueEntry(
        _W, "“{value}”表里放了表格、透视表或控件", "这张表由工具整页重写", "请把它们移到别的表，下一次刷新就会更新"
    ),
    _CODE.PAGE_LOCKED_OUT: CatalogueEntry(
        _W,
        "没有“{value}”表，工作簿结构又被保护，加不上",
        "应有“{value}”表",
        "请取消“保护工作簿结构”，或从模板复制这张表",
    ),
    _CODE.SHEET_MISSING: CatalogueEntry(
        _W, "没有名为“{value}”的工作表", "模板里有这张表", "若改了名，请改回来{nearest}；若删了，请从模板复制回来"
    ),
    _CODE.HEADER_MISSING: CatalogueEntry(
        _W, "没有“{value}”这一列", "模板里有这一列", "若改了列名，请改回来{nearest}；若删了，请补上这一列"
    ),
    _CODE.HEADER_DOUBLED: CatalogueEntry(
        _W, "“{value}”这一列有 {count} 个", "应只有一个", "只认最左边的一个；请把其余的改名或删去"
    ),
    _CODE.LIST_EMPTY: CatalogueEntry(_E, "列表“{value}”里没有值", "至少一个值", "请补上；在此之前按模板原有的值检查"),
    _CODE.LIST_PART_MISSING: CatalogueEntry(
        _E, "没有“{value}”这一列", "“{parent_value}”之下的可选值应列在此列", "请加上这一列；在此之前不检查它的小类"
    ),
    _CODE.LIST_VALUE_DOUBLED: CatalogueEntry(_W, "列表“{value}”里“{doubled}”有两个", "每个值一次", "请删去一个"),
    _CODE.SETTING_UNUSABLE: CatalogueEntry(_E, "“{value}”不能用", "应为{expected}", "请改正；在此之前{fallback}"),
    _CODE.SETTING_MISSING: CatalogueEntry(
        _W, "没有参数“{value}”", "模板里有这个参数", "请补上；在此之前按 {fallback} 处理"
    ),
}


def severity(finding: Finding) -> Severity:
    """How much the finding matters."""
    return CATALOGUE[finding.code].severity


def message(finding: Finding) -> str:
    """The finding in one sentence: 【where】what is so；what should be；what to do。"""
    entry = CATALOGUE[finding.code]
    words = f"{entry.is_so}；{entry.should_be}；{entry.remedy}".format_map(_plain(finding))
    return f"【{finding.header}】{words}" if finding.header else words


def remark(findings: list[Finding]) -> str | None:
    """All findings of one row in one text for its column 校验提示; None where there is nothing to say."""
    texts = [message(finding) for finding in findings if CATALOGUE[finding.code].in_remark]
    return "\n".join(texts)[:MAXIMUM_REMARK] if texts else None


def _plain(finding: Finding) -> dict[str, str]:
    """Shorten what people typed, and keep it from looking like our own 【head】 marks."""
    return {key: shortened(str(value)) if key == "value" else str(value) for key, value in finding.params.items()}


def shortened(text: str, limit: int = 30) -> str:
    """At most ``limit`` characters on one line."""
    line = " ".join(text.split()).replace("【", "[").replace("】", "]")
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
