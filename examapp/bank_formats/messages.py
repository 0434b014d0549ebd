"""Every sentence a bank report can hold: a stable code, and what is wrong and what to do, in Chinese."""

from __future__ import annotations

from examapp.domain.wording import N_

MESSAGES: dict[str, str] = {
    # The file as a whole.
    "unknown_format": N_(
        "认不出文件“{filename}”是哪种题库。可读取的格式：{formats}。请换成其中一种后再导入。"
    ),
    "pdf_file": N_(
        "文件“{filename}”是 PDF，不能读取。请找到它的 Word 或 Excel 原件，或用 Word、WPS 转成 .docx 核对后再导入。"
    ),
    "old_word": N_(
        "这是旧版 Word（.doc）或 RTF 文件，无法读取。请用 Word 或 WPS 打开后另存为 .docx 再导入。"
    ),
    "unreadable_word": N_("Word 文件已损坏或不完整，无法打开。请用 Word 或 WPS 打开后另存为 .docx 再导入。"),
    "nothing_gradable": N_(
        "文件里有 {count} 段编号的内容，但没有一道能自动判分的题：没有找到选项和答案。主观题请不要放进题库。"
    ),
    "key_by_look": N_("{count} 题没有写答案，按{look}的选项读取。请逐题核对，最好写明答案。"),
    "tracked_changes": N_("文件里有修订痕迹（{count} 处），按接受全部修订后的文字读取。请核对。"),
    "hidden_text": N_("文件里有 {count} 处隐藏文字，没有读取：{text}。需要时请取消隐藏。"),
    "picture_not_usable": N_("图片“{name}”不能读取（格式不支持，或不在文件里面）。请另存为 PNG 后重新插入。"),
    "web_page": N_(
        "文件“{filename}”其实是网页，不是工作簿或文本。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
    ),
    "no_questions": N_("文件里没有找到任何题目。请对照题库模板检查内容后再导入。"),
    "unreadable_file": N_("文件已损坏或不完整，无法打开。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"),
    "password": N_("文件设有打开密码，无法读取。请去掉密码后再导入。"),
    "too_large": N_("文件内容过大（{found}，上限 {limit}）。请拆成几个文件，或删除多余的空行空列后再导入。"),
    "unknown_encoding": N_("认不出文字编码。请用记事本打开文件，另存为 UTF-8 编码后再导入。"),
    "replaced_characters": N_(
        "文字编码按 {encoding} 猜测，可能有乱码。请核对，或另存为 UTF-8 编码后重新导入。"
    ),
    "bad_json": N_("JSON 不完整：{detail}。请重新导出该文件。"),
    "material_joined": N_("有 {count} 题共用一段材料，材料已放进每题的题干。请核对。"),
    "bad_json_layout": N_("这不是本系统的 JSON 题库：{detail}。请对照“题库文件格式”文档中的 JSON 一节。"),
    "bad_json_question": N_("第 {number} 题的字段“{detail}”缺失或写法不对。请对照“题库文件格式”文档修改。"),
    # Archives and pictures.
    "unreadable_archive": N_("压缩包已损坏或不完整，无法打开。请重新打包成 .zip 再导入。"),
    "archive_without_bank": N_(
        "压缩包里没有题库文件。请把题库（.xlsx、.csv、.json 等）和图片放进同一个 .zip 再导入。"
    ),
    "archive_with_several_banks": N_("压缩包里有几个题库文件：{names}。请只留一个，图片不限。"),
    "duplicate_picture": N_("压缩包里有两张不同的图片都叫“{name}”，只用了前面一张。请改名。"),
    "missing_picture": N_(
        "没有找到图片“{name}”。请把图片和题库放进同一个 .zip 再导入；没有图片时这一题看不到图。"
    ),
    "missing_in_bank": N_("题库里没有图片“{name}”，考生看不到图。请在下面选择这张图片的文件，再检查或保存。"),
    "unused_pictures": N_("有 {count} 张图片没有题目用到：{names}。如果需要，请核对题目中的文件名。"),
    "picture_unreadable": N_("图片“{name}”无法读取。请用画图软件另存为 PNG 或 JPEG 后再导入。"),
    "picture_too_large": N_("图片“{name}”过大（{found}，上限 {limit}）。请缩小后再导入。"),
    "picture_not_plain": N_("图片“{name}”中有不允许的内容（{what}）。请另存为 PNG 后再导入。"),
    # Tables.
    "no_header": N_(
        "没有找到表头，内容未读取。表头至少要有“题干”和“正确答案”两列；第一行现在是：{seen}。请加上表头行。"
    ),
    "missing_columns": N_("表头缺少：{missing}。现有列：{seen}。请补上缺少的列，或改成模板中的列名。"),
    "sheet_skipped": N_("工作表“{sheet}”没有表头，未读取。如果里面有题目，请加上表头行。"),
    "hidden_sheet": N_("隐藏的工作表“{sheet}”也已读取。如果不需要其中的题目，请删除该工作表。"),
    "open_ask": N_(
        "要先回答：{question}（{count} 行在等待，没有读取）网页上传时会显示例子并询问；命令行请加 --answer {key}=…，可选：{choices}。"
    ),
    "as_proposed": N_(
        "下面的题目按建议的回答读取（没有建议时按第一种回答），只供查看。导入前请先回答上面的问题。"
    ),
    "wrong_answer": N_("对 {key} 的回答“{text}”不在可选的回答中，没有采用。请改正。"),
    "open_columns": N_(
        "没有认出这张表的列（{count} 行没有读取）。网页上传时可以逐列选择；命令行请加 --answer {key}={example}，每列一个，“-”表示不读取。"
    ),
    "columns_by_cells": N_(
        "没有列名，各列是根据内容认出的：{columns}。请核对；不对时请选择各列，或加上表头行。"
    ),
    "type_codes": N_("题型是代码，根据选项和答案认出：{codes}。请核对。"),
    "judge_signs": N_("{count} 道判断题的答案是代码，“{right}”按正确、“{wrong}”按错误读取。请核对几题。"),
    "option_numbers": N_("{count} 道选择题的答案是数字，第一个选项按 {first} 读取。请核对几题。"),
    "numbered_blanks": N_("{count} 道填空题的答案写成“(1)… (2)…”，已按各空分开。请核对几题。"),
    "own_numbers": N_("{count} 题的题干以题号开头（如“1、”），已去掉，因为考试中题目会乱序。请核对几题。"),
    "options_in_stem": N_("{count} 题的选项写在题干的格子里，已经分开。请核对几题。"),
    "first_option_is_key": N_("{count} 题没有答案列，第一个选项按正确答案读取。请核对几题。"),
    "no_type_column": N_("表头没有“题型”列，题型是根据答案判断的：{counts}。请核对，最好补上“题型”列。"),
    "unknown_column": N_("不认识列“{header}”，其中的内容未读取。如果需要，请改成模板中的列名。"),
    "unnamed_column": N_("这一列没有列名，其中的内容未读取。如果需要，请补上列名。"),
    "second_stem_column": N_(
        "这一列有 {count} 行写着内容，但列“{header}”与前面的列重复，这些内容没有读取：{text}。请把并排的几组题目改为上下排列，或删除、改名其中一列。"
    ),
    "duplicate_column": N_("列“{header}”与前面的列重复，只读取了前面一列。请删除或改名其中一列。"),
    "open_quote": N_("这一行有一个引号没有成对，从这里到文件末尾都没有读取。请删除或补上引号。"),
    "date_cell": N_("这一格被 Excel 当成了日期：{text}。请把单元格改为文本格式后重新填写。"),
    "error_cell": N_(
        "这一格的公式有错误或没有计算结果，这一行没有读取。请在 Excel 里重新计算并保存，或直接填写文字。"
    ),
    "hidden_rows": N_(
        "有 {count} 行是隐藏的（第 {rows} 行），也已读取。如果不需要其中的题目，请删除这些行。"
    ),
    "extra_cells": N_(
        "这一行比表头多出 {count} 格（{text}），可能有未加引号的分隔符，这一行没有读取。请用引号括住该格的文字。"
    ),
    "pictures": N_(
        "文件里有 {count} 张图片，图片和其中的文字没有读取。请把题目写成文字，题图请在“图片”列填写文件名。"
    ),
    # Questions.
    "missing_stem": N_("缺少题干。请填写题干，或删除这一题。"),
    "missing_answer": N_("缺少答案：{stem}。请填写正确答案。"),
    "missing_options": N_("选择题至少要有两个选项：{stem}。请补上选项。"),
    "missing_type": N_(
        "没有写题型，从答案也看不出来：{text}。请填写单选题、多选题、判断题、填空题或计算题。"
    ),
    "unknown_type": N_("不认识题型“{text}”。请改为单选题、多选题、判断题、填空题或计算题。"),
    "type_guessed": N_("没有写明题型，根据答案“{text}”按{qtype}处理。请核对。"),
    "not_gradable": N_("“{text}”不能自动判分，这一题没有读取。请改成客观题，或从题库中删除。"),
    "type_not_supported": N_("本系统不支持“{text}”，这一题没有读取：{stem}。请改成客观题，或从文件中删除。"),
    "too_many_options": N_("选项有 {count} 个，最多 {limit} 个。请减少选项。"),
    "wildcard_answer": N_("答案“{text}”中的 * 在 Moodle 里代表任意文字，这里只当作普通字符。请核对。"),
    "single_with_several_keys": N_("单选题有多个答案“{text}”。请只留一个，或把题型改为多选题。"),
    "multiple_with_one_key": N_("多选题只有一个答案“{text}”。请核对答案或题型。"),
    "unreadable_choice_answer": N_("看不懂选择题的答案“{text}”。请填写选项字母，例如 B 或 ABD。"),
    "key_without_option": N_("答案“{text}”指向的选项 {missing} 不存在或为空。请补上选项或改正答案。"),
    "answer_from_text": N_("答案写的是选项内容“{text}”，按选项 {key} 处理。请核对，最好改为选项字母。"),
    "unreadable_judge_answer": N_("看不懂判断题的答案“{text}”。请填写“正确”或“错误”。"),
    "unreadable_number": N_("看不懂数值答案“{text}”。请写成 3.14、3.14±0.01 或 3.1..3.2。"),
    "answer_does_not_fit": N_("答案与题型“{qtype}”不相符。请改正题型或答案。"),
    "blank_count": N_("题干里有 {marks} 处空，答案却有 {blanks} 个。请核对，各空答案用 | 分隔。"),
    "empty_option": N_("选项 {key} 是空的。请填写内容或删除该选项。"),
    "repeated_option_id": N_("选项 {key} 出现了两次。请改正选项字母。"),
    "option_left_out": N_("缺少选项 {missing}，后面却有选项 {last}。请核对是否漏填或写错字母。"),
    "repeated_key": N_("答案“{text}”里有重复的字母，按 {keys} 处理。请核对是否写错。"),
    "answer_in_stem": N_("题干的括号里写着答案“{text}”，已清空，以免泄露。请核对。"),
    "answer_shown_in_stem": N_("题干里写着答案“{text}”，考生会看到。请核对，并从题干中删去。"),
    "other_answer_in_stem": N_(
        "题干的括号里写着“{text}”，与答案“{answer}”不同。请核对哪个正确，并清空括号。"
    ),
    "option_marked_right": N_("选项 {key} 的文字里带着正确的记号，考生会看到：“{text}”。请删去记号。"),
    "option_with_other_letter": N_(
        "选项 {key} 的文字以字母 {text} 开头，与选项的字母不一致，而选项会乱序。请核对答案，并删去文字前的字母。"
    ),
    "identical_options": N_("选项 {keys} 的内容相同：“{text}”。请核对。"),
    "missing_prompts": N_("匹配题缺少左侧的匹配项：{stem}。请在“匹配项”中每行填写一个。"),
    "empty_prompt": N_("有一个匹配项是空的。请填写内容或删除该项。"),
    "unreadable_pairs": N_("看不懂匹配题的答案“{text}”。请写成 1-A;2-C;3-B。"),
    "pairs_incomplete": N_("答案与匹配项 {found} 对不上。请给每个匹配项写一个选项，例如 1-A;2-C。"),
    "unreadable_order": N_("看不懂排序题的答案“{text}”。请写成 C>A>B。"),
    "order_incomplete": N_("排序题的答案“{text}”要把每个选项写一次。请核对，例如 C>A>B。"),
    "alike": N_("{keys} 的内容相同：“{text}”，考生分不出来。请改成不同的内容，或删除其中一个。"),
    "missing_parts": N_("{qtype}没有小题。请补上小题。"),
    "part_not_read": N_("这一小题没有读懂，所以整道大题没有读取。请改正后再导入。"),
    "stray_part": N_("只有材料题和完形填空题可以有小题，这一题没有读取。请核对题型和“所属题目”。"),
    "part_without_parent": N_(
        "找不到编号为“{text}”的材料题或完形填空题，这一小题没有读取。请核对“所属题目”。"
    ),
    "type_of_part": N_("{qtype}的小题不能是“{text}”。请改成其他题型，或单独成题。"),
    "bad_numbering": N_("编号应当依次为 1、2、3…，现在是 {found}。请改正。"),
    "too_many_blanks": N_("要填的地方太多，一题最多 {limit} 处。请拆成几题。"),
    "gaps_do_not_fit": N_(
        "题干里应当有 {count} 处空，依次标成 [[1]]、[[2]]…各一次，现在是 {found}。请核对。"
    ),
    "gap_with_stem": N_("完形填空的各空没有自己的题干：“{text}”。请写进大题的题干里。"),
    "gap_with_blanks": N_("一处空只能填一个答案，现在有 {count} 个。请分成几处空。"),
    "list_without_markup": N_("下拉选项“{text}”里的公式或图片显示不出来，考生看到的是原文。请改成文字。"),
    "weights_incomplete": N_("有的小题写了分值，有的没有。请都写上，或都不写（各小题一样重）。"),
    "weight_of_nothing": N_("小题的分值必须大于 0。请改正，或删除这一小题。"),
    "duplicate_stem": N_("题干与{other}相同：{stem}。请核对是否重复。"),
    "like_one_in_bank": N_("题库里的题目“{qid}”与这一题相同或几乎相同。请核对是否重复。"),
    "duplicate_qid": N_("题目编号“{qid}”与{other}重复，这一题没有读取。请改成不同的编号。"),
    "qid_of_refused": N_(
        "题目编号“{qid}”与{other}没有读取的题目重复；那一题改好再导入时会顶替这一题。请改成不同的编号。"
    ),
    "duplicate_question": N_("这一题与{other}完全相同，只会导入一次。请核对后删除其中一题。"),
    "same_question": N_(
        "这一题与{other}是同一题：题干、选项和答案相同，选项顺序、解析或其他内容不同。只会导入前面一题，请核对。"
    ),
    "contradicting_question": N_(
        "这一题与{other}的题干和选项相同，答案却不同，没有读取。请核对后只保留正确的一题。"
    ),
    "too_long": N_("“{field}”有 {length} 个字，超过上限 {limit}。请缩短：{text}"),
    "markup": N_("“{field}”中有网页代码（{text}），考生会看到代码本身。请改成普通文字；题图请填在“图片”列。"),
    "removed_characters": N_("“{field}”中有不可见的控制字符，已去掉：{text}。请核对。"),
    "bad_difficulty": N_("看不懂难度“{text}”，按未填写处理。请填写易、中、难或 1–5。"),
    "bad_points": N_("看不懂分值“{text}”，按未填写处理。请填写不小于 0 且最多两位小数的数字。"),
    "bad_pool": N_("看不懂公开范围“{text}”。请填写“公开”或“保密”。"),
    "bad_status": N_("看不懂状态“{text}”。请填写“草稿”“已审”“启用”或“停用”。"),
    "bad_pinned": N_("固定选项“{text}”中有不存在的选项，已忽略。请核对。"),
    "bad_blank_order": N_("看不懂填空顺序“{text}”。请填写“按序”或“任意”。"),
    "unreadable_formula": N_("“{field}”中的公式看不懂：{text}。将按原文显示，请改正写法。"),
    "translation_incomplete": N_("英文不完整，缺少{missing}，所以不会显示英文。请补全，或删除这一题的英文。"),
    "translation_of_no_option": N_("英文中有不存在的选项 {keys}。请核对选项字母。"),
    # Texts.
    "lines_not_read": N_("这几行没有读懂，未读取：{text}。请检查题号、选项和答案的写法。"),
    "key_of_no_question": N_("答案表中的题号 {number} 找不到对应的题目。请核对题号。"),
    "answered_again": N_(
        "这一题的答案后面还有别的文字和又一个答案，多半是下一题的题号没有认出，都没有读取：{text}。请给每一题写上题号，例如“1.”。"
    ),
    "conflicting_answers": N_("同一题写了不同的答案“{text}”和“{other}”。请只保留正确的一个。"),
    "unclosed_braces": N_("花括号没有成对：{text}。请补上“}}”，文字中的花括号写成 \\{{ 和 \\}}。"),
    "several_questions": N_(
        "答案后面还有答案：{text}。一题只能有一处答案；如果是另一题，请在题与题之间空一行。"
    ),
    "description": N_("这一段没有答案花括号，只是说明文字，没有读取：{text}"),
    "partial_weights": N_(
        "选项带有部分得分（{text}），本系统按题型统一的规则给分，部分得分未读取。请核对答案。"
    ),
    "partial_answer": N_("答案“{text}”只得部分分（{weight}%），未作为正确答案。请核对。"),
    "pair_without_arrow": N_("匹配题的这一项没有写 ->，未读取：{text}。请写成 =左边 -> 右边。"),
    "no_right_answer": N_("没有标出正确答案：{text}。请用 = 标出正确选项。"),
    # XML of other systems.
    "bad_xml": N_("XML 不完整或写错了：{detail}。请重新导出该文件，或在这一行改正。"),
    "unknown_xml": N_(
        "这是 XML 文件（根元素 {root}），但不是认识的题库。可读取的 XML：Moodle XML、IMS QTI 1.2、2.1、2.2、3.0。请从原系统按其中一种重新导出。"
    ),
    "xml_entities": N_(
        "XML 里自己定义了实体（ENTITY），为安全起见没有读取。请从原系统重新导出，不要带实体定义。"
    ),
    "xml_too_deep": N_("XML 的嵌套超过 {limit} 层，没有读取。请从原系统重新导出。"),
    "description_question": N_("这一段只是说明文字，没有要回答的内容，没有读取：{text}"),
    "no_right_answer_marked": N_(
        "没有标出得满分的答案，这一题没有读取：{text}。请在原系统标出正确答案后重新导出。"
    ),
    "parts_not_read": N_("有 {count} 题带有“{what}”，本系统没有对应的内容，未读取。需要时请写进解析。"),
    "content_left_out": N_("文字中的“{what}”不能读取，已略去。请核对题目是否还完整。"),
    "case_counts": N_("原题区分大小写（{text}），本系统的填空题不区分大小写。请核对。"),
    "units_not_read": N_("单位“{text}”需要换算，没有读取；考生只能按主单位作答。请核对题干是否写明单位。"),
    "scoring_not_read": N_("这一题判分规则中的“{what}”看不懂，按标出的正确答案判分。请核对。"),
    "unclosed_gap": N_("文字中的空格答案没有写完整：{text}。请检查花括号和答案的写法。"),
    # What writing to a format would lose.
    "field_not_written": N_(
        "题目“{qid}”的“{field}”不能写入 {format} 格式。需要完整保存时请用 json 或 xlsx 格式。"
    ),
    "question_not_written": N_(
        "题目“{qid}”不能写入 {format} 格式，未写入。需要完整保存时请用 json 或 xlsx 格式。"
    ),
}

# A problem of one part of a question; `problem` is the sentence.
PART_MESSAGE = N_("第 {number} 小题：{problem}")
