"""What are the columns of exports commonly called? Heads by field, for files that nobody described in `[[imports]]`.

Invariant: these are the only such lists; the register's own heads come before them, and of several the first here wins.
"""

from collections.abc import Mapping

KNOWN_HEADS: Mapping[str, tuple[str, ...]] = {
    "problem_description": (
        "问题描述", "评价内容", "反馈内容", "投诉内容", "留言内容", "评论内容", "评论", "评价", "留言", "描述", "内容",
    ),
    "received_at": (
        "反馈时间", "评价时间", "投诉时间", "留言时间", "评论时间", "提交时间", "创建时间", "反馈日期", "评价日期",
        "日期", "时间",
    ),
    "contact": ("联系方式", "联系电话", "手机号码", "手机号", "手机", "电话", "邮箱"),
    "customer_name": (
        "客户姓名", "客户名称", "买家昵称", "用户昵称", "昵称", "买家", "会员名", "用户名", "姓名", "客户",
    ),
    "product": ("产品名称", "商品名称", "商品标题", "产品", "商品"),
    "product_model": ("产品型号", "型号"),
    "product_batch": ("产品批次", "批次号", "批次"),
    "order_number": ("订单编号", "订单号"),
    "channel": ("渠道", "来源"),
}  # fmt: skip

ANSWER_HEADS: Mapping[str, tuple[str, ...]] = {  # of answers to a survey, which name the case (FR-10, ST-10)
    "case_number": ("反馈编号", "工单号", "工单编号", "案件编号", "服务单号", "单号", "编号"),
    "answered_at": (
        "答复时间", "回复时间", "评价时间", "填写时间", "提交时间", "答卷时间", "提交答卷时间", "回访时间", "日期",
        "时间",
    ),
    "channel": ("渠道", "答复渠道", "来源"),
    "satisfaction": ("满意度", "客户满意度", "满意程度", "总体满意度", "整体评价"),
    "score": ("评分", "得分", "打分", "推荐分"),
    "score_timeliness": ("服务时效", "时效", "响应速度"),
    "score_skill": ("技术能力", "技术水平", "专业能力"),
    "score_attitude": ("沟通态度", "服务态度", "态度"),
    "score_outcome": ("问题解决效果", "解决效果", "处理效果"),
    "customer_comment": (
        "客户意见", "客户评价", "意见或建议", "意见和建议", "意见建议", "评价内容", "意见", "建议", "评价", "留言",
        "备注",
    ),
}  # fmt: skip
