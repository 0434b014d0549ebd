"""Every sentence a roster's report can hold; none of them repeats an ID number or a phone."""

from __future__ import annotations

from examapp.domain.wording import N_

MESSAGES: dict[str, str] = {
    # The file as a whole.
    "unknown_format": N_("不是 Excel 工作簿，也不是 CSV 表格，无法读取。请另存为 .xlsx 或 .csv 后再导入。"),
    "unreadable_file": N_("文件已损坏或不完整，无法打开。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"),
    "password": N_("文件设有打开密码，无法读取。请去掉密码后再导入。"),
    "too_large": N_("文件内容过大（{found}，上限 {limit}）。请拆成几个文件，或删除多余的空行空列后再导入。"),
    "unknown_encoding": N_("认不出文字编码。请用记事本打开文件，另存为 UTF-8 编码后再导入。"),
    "guessed_encoding": N_("文字编码按 {encoding} 猜测，可能有乱码。请核对，或另存为 UTF-8 编码后重新导入。"),
    "no_rows": N_("没有找到任何参赛职工。请对照名册模板检查内容。"),
    "no_header": N_(
        "没有找到表头，内容未读取。表头至少要有：姓名、工作单位、手机号、所属市州/产业工会、赛项代码。"
    ),
    "missing_columns": N_("表头缺少：{missing}。请补上缺少的列，或改成模板中的列名。"),
    "sheet_skipped": N_("工作表“{sheet}”没有表头，未读取。如果里面有参赛职工，请加上表头行。"),
    "hidden_sheet": N_("隐藏的工作表“{sheet}”也已读取。如果不需要，请删除该工作表。"),
    "unknown_column": N_("不认识列“{header}”，其中的内容未读取。如果需要，请改成模板中的列名。"),
    "duplicate_column": N_("列“{header}”与前面的列重复，只读取了前面一列。请删除或改名其中一列。"),
    "hidden_rows": N_("有 {count} 行是隐藏的（第 {rows} 行），也已读取。如果不需要，请删除这些行。"),
    "open_quote": N_("这一行有一个引号没有成对，从这里到文件末尾都没有读取。请删除或补上引号。"),
    "remark_row": N_("这一行只有说明文字，未作为参赛职工读取：{text}"),
    "events_unknown": N_("没有连接到已建好赛项的数据库，未核对赛项代码是否存在。"),
    # Rows.
    "extra_cells": N_("这一行比表头多出 {count} 格，可能有未加引号的分隔符。请用引号括住该格的文字。"),
    "error_cell": N_("“{column}”这一格的公式有错误或没有计算结果。请直接填写文字。"),
    "missing_cell": N_("缺少“{column}”。请填写。"),
    "too_long": N_("“{column}”有 {length} 个字，超过上限 {limit}。请缩短。"),
    "date_cell": N_("“{column}”这一格被 Excel 当成了日期。请把单元格改为文本格式后重新填写。"),
    "unknown_event": N_("没有代码或名称为“{event}”的赛项。现有代码：{codes}。请改正。"),
    "event_name_differs": N_(
        "赛项代码 {event} 是“{known}”，表中写的名称却是“{written}”。按代码处理，请核对。"
    ),
    "damaged_id_number": N_(
        "身份证号已被 Excel 改成数字，15 位以后的数字丢失，无法恢复。"
        "请先把这一列设为“文本”格式，再按证件重新录入；不能只改格式。"
    ),
    "id_number_length": N_("身份证号应为 18 位，这里有 {length} 位。请按证件重新录入（列格式设为“文本”）。"),
    "id_number_checksum": N_("身份证号校验不通过，可能录错了一位或出生日期有误。请按证件核对。"),
    "bad_document_number": N_("证件号码只能由 5–30 个字母、数字或短横线组成。请按证件核对。"),
    "no_id_number": N_("没有身份证号，将按姓名和手机号识别本人。如有身份证号，请补上。"),
    "damaged_mobile": N_("手机号已被 Excel 改成科学计数法。请把这一列设为“文本”格式后重新录入。"),
    "bad_mobile": N_("手机号应为 11 位，以 13–19 开头，这里有 {length} 位。请核对。"),
    "bad_ticket": N_("准考证号“{ticket}”只能由 4–20 个字母或数字组成。请改正，或留空由系统编号。"),
    # Rows against each other.
    "same_entry": N_("与{other}是同一人、同一赛项，重复报名。请删除其中一行。"),
    "two_events": N_("与{other}是同一人，报了不同赛项；默认每人只报一个赛项。请核对。"),
    "same_mobile": N_("与{other}的手机号相同，却是不同的人。请核对。"),
    "same_subject": N_("与{other}的平台用户标识相同，却是不同的人。请改正，或留空。"),
    "same_ticket": N_("准考证号与{other}相同。请改正，或留空由系统编号。"),
    "name_spelling": N_("与{other}身份证号相同，姓名写法不同（“{name}”与“{other_name}”）。请统一写法。"),
    "name_differs": N_(
        "与{other}身份证号相同，姓名却不同（“{name}”与“{other_name}”）。请核对身份证号和姓名。"
    ),
}
