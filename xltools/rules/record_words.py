"""Which words of the drop-downs on record sheets do rules act on? All others are the team's own business.

Invariant: no other module repeats them; kinds of log entries stand in `xltools.rules.case_log`.
"""

YES = "是"  # list yes_no, and the value of a derived fact that holds
AGREED = "同意"  # list verdict
REFUSED = "不同意"
CONSENTED = "客户已授权"  # list consent
UNDER_WAY, DONE, DROPPED = "进行中", "已完成", "已取消"  # list progress
FINISHED = frozenset({DONE, DROPPED, "客户已办理", "不再需要"})  # lists progress and task_state
