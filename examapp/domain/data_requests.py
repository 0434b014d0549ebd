"""What a person may ask about the data kept of them: that they are corrected, or deleted."""

from __future__ import annotations

from typing import Literal

from examapp.domain.wording import N_

RequestKind = Literal["correct", "delete"]
RequestState = Literal["open", "done", "declined", "withdrawn"]
DataField = Literal["name", "id_number", "mobile", "employer", "delegation", "event", "other"]

MOST_OPEN_REQUESTS = 5
LONGEST_REQUEST = 500
LONGEST_ANSWER = 1000

KIND_LABELS: dict[RequestKind, str] = {"correct": N_("更正信息"), "delete": N_("删除信息")}
STATE_LABELS: dict[RequestState, str] = {
    "open": N_("待答复"),
    "done": N_("已办理"),
    "declined": N_("不予办理"),
    "withdrawn": N_("已撤回"),
}
FIELD_LABELS: dict[DataField, str] = {
    "name": N_("姓名"),
    "id_number": N_("身份证号"),
    "mobile": N_("手机号"),
    "employer": N_("单位"),
    "delegation": N_("代表队"),
    "event": N_("报名的赛项"),
    "other": N_("其他"),
}
