"""What are the columns of exports commonly called? Heads by field, for files that nobody described in `[[imports]]`.

Invariant: this is the only such list; the register's own heads come before it, and of several the first here wins.
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
