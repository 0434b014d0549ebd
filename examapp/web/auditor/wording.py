"""What the acts in the audit log are called."""

from __future__ import annotations

from flask_babel import gettext as _

from examapp.domain.wording import N_

ACTIONS = {
    "attempt.accept_late": N_("采纳迟到的作答"),
    "attempt.receive_sealed_file": N_("代交密封作答文件"),
    "appeal.answer": N_("答复申诉"),
    "appeal.submit": N_("提出申诉"),
    "appeal.withdraw": N_("撤回申诉"),
    "bank.edit_many": N_("批量修改题目"),
    "bank.export": N_("导出题库"),
    "bank.import": N_("导入题库"),
    "bank.pictures": N_("添加题库图片"),
    "bank.reviews": N_("设置题目是否要审核"),
    "bank.upload": N_("上传题库文件"),
    "bank_layout.remove": N_("删除记住的题库读法"),
    "bank_layout.save": N_("记住题库文件的读法"),
    "blueprint.save": N_("保存组卷方案"),
    "correction.apply": N_("执行勘误"),
    "correction.propose": N_("提出勘误"),
    "correction.reject": N_("驳回勘误"),
    "data_request.answer": N_("答复个人信息申请"),
    "data_request.submit": N_("提出个人信息申请"),
    "data_request.withdraw": N_("撤回个人信息申请"),
    "entry.exclude": N_("标记放弃或取消资格"),
    "entry.extra_time": N_("给个人加时"),
    "finals.export": N_("下载名单"),
    "finals.publish": N_("公布名单"),
    "pin.reset": N_("重置密码"),
    "pins.export": N_("导出密码条"),
    "place.reply": N_("本人答复晋级名额"),
    "place.undo": N_("撤销晋级答复"),
    "question.comment": N_("提出审题意见"),
    "question.create": N_("新建题目"),
    "question.reopen": N_("重新打开审题意见"),
    "question.resolve": N_("解决审题意见"),
    "question.review": N_("审核题目"),
    "question.revise": N_("修改题目"),
    "question.status": N_("改变题目状态"),
    "rehearsal.remove": N_("清除彩排"),
    "roster.import": N_("导入参赛名册"),
    "round.close": N_("结束轮次"),
    "round.create": N_("新建轮次"),
    "round.extend": N_("给在考人员加时"),
    "round.extend_window": N_("推后结束时间"),
    "round.open": N_("开放轮次"),
    "round.qualify": N_("晋级下一轮"),
    "round.window": N_("修改时间窗口"),
    "rules.save": N_("保存规则"),
    "scores.release": N_("发布成绩"),
    "staff.close": N_("停用账号"),
    "staff.create": N_("新建工作人员账号"),
    "staff.password": N_("修改自己的密码"),
    "staff.reopen": N_("恢复账号"),
    "staff.reset": N_("重设工作人员密码"),
    "staff.sign_in": N_("工作人员登录"),
}


def action_name(action: str) -> str:
    """Return what an act is called in the reader's language, its code where it has no name yet."""
    name: str = _(ACTIONS[action]) if action in ACTIONS else action
    return name
