"""`flask bank`: check, import and export question banks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click
from flask.cli import AppGroup

from examapp.bank_formats.asks import Answers
from examapp.bank_formats.picture_problems import picture_problems
from examapp.bank_formats.registry import format_names, read_as_proposed, read_bank, writable_format_names
from examapp.bank_formats.report import BankReport
from examapp.cli.asking import confirmed
from examapp.cli.bank_report import print_check, reading_bar
from examapp.cli.context import collaborators
from examapp.cli.layout_answers import layout_options
from examapp.cli.output_file import OutputPath, write_output
from examapp.cli.problem_list import print_problems
from examapp.cli.refusals import refusals_exit_1
from examapp.domain.bank_change import BankChange, taking
from examapp.services.audit_log import COMMAND_LINE
from examapp.services.check_bank_file import check_bank_file
from examapp.services.collaborators import Collaborators
from examapp.services.export_bank import export_bank
from examapp.services.find_round import find_event
from examapp.services.import_bank import import_bank, plan_import
from examapp.services.keep_pictures import prepare_pictures, problems_with_pictures, store_pictures
from examapp.services.mark_workbook import mark_workbook
from examapp.services.print_bank import print_bank, record_print
from examapp.services.remember_bank_layout import read_as_remembered, remember_layout
from examapp.services.upload_bank import other_event_problems

PRINTED = "pdf"
BankPath = click.Path(exists=True, dir_okay=False, path_type=Path)
group = AppGroup("bank", help="题库：检查、导入、导出。")


@group.command("check")
@click.argument("file", type=BankPath)
@click.option("--format", "format_name", type=click.Choice(format_names()), help="默认按内容识别。")
@click.option("--json", "as_json", is_flag=True, help="只在标准输出打印一个 JSON 文档。")
@click.option("--marked", type=OutputPath(), help="把文件写成带标记的工作簿：有问题的格子上色并加批注。")
@layout_options
def check_command(
    file: Path, format_name: str | None, as_json: bool, marked: Path | None, layout: Answers
) -> None:
    """只读取并报告每一处问题，不导入；不需要数据库。"""
    data = file.read_bytes()
    with reading_bar():
        report = read_bank(data, file.name, format_name, layout)
        report = read_as_proposed(report, data, file.name, format_name, layout)
    report = replace(report, problems=(*report.problems, *picture_problems(report)))
    check = check_bank_file(report)
    if as_json:
        click.echo(json.dumps(check.to_json(), ensure_ascii=False))
    else:
        print_check(file.name, check)
    if marked is not None:
        write_output(marked, mark_workbook(data, file.name, check).data)
        click.echo(f"已写入 {marked}。", err=True)
    if report.errors:
        raise SystemExit(1)


@group.command("import")
@click.argument("event")
@click.argument("files", nargs=-1, required=True, type=BankPath)
@click.option("--format", "format_name", type=click.Choice(format_names()), help="默认按内容识别。")
@click.option("--yes", is_flag=True, help="不再询问。")
@click.option("--skip-errors", is_flag=True, help="有错误的题目不导入，其余照常导入。")
@click.option(
    "--take", multiple=True, metavar="题目编号", help="在网页上改过的这一题改用文件的内容；可写多次。"
)
@click.option("--take-all", is_flag=True, help="在网页上改过的题目全部改用文件的内容。")
@layout_options
@refusals_exit_1
def import_command(
    event: str,
    files: tuple[Path, ...],
    format_name: str | None,
    yes: bool,
    skip_errors: bool,
    take: tuple[str, ...],
    take_all: bool,
    layout: Answers,
) -> None:
    """把题目导入赛项的题库；内容相同的不变，改过的成为新版本。"""
    using = collaborators()
    reports = [_read_for(event, file, format_name, layout, using) for file in files]
    for file, report in zip(files, reports, strict=True):
        _print_report(file, report)
    if any(report.errors for report in reports) and not skip_errors:
        click.echo("有错误，没有导入任何题目。请改正，或加 --skip-errors 只导入没有错误的题目。", err=True)
        raise SystemExit(1)
    questions = [question for report in reports for question in report.questions]
    pictures = {name: data for report in reports for name, data in report.pictures.items()}
    prepared = prepare_pictures(using.database, pictures)
    with using.database.transaction() as session:
        event_id = find_event(session, event).id
        store_pictures(session, prepared, using.clock())
        for file, report in zip(files, reports, strict=True):
            print_problems(file.name, other_event_problems(session, event_id, report))
            print_problems(file.name, problems_with_pictures(session, event_id, report))
        change = plan_import(session, event_id=event_id, questions=questions, pictures=pictures)
    preferred = {question.qid for question in questions} if take_all else set(take)
    change = taking(change, preferred)
    _print_kept(change)
    if change.is_empty or not (yes or confirmed(f"{_spoken(change)}。导入吗？")):
        click.echo(f"没有改动：{_spoken(change)}。" if change.is_empty else "没有导入。", err=True)
        return
    change = _import(using, event_id, dict(zip(files, reports, strict=True)), pictures, preferred)
    click.echo(f"已导入：{_spoken(change)}。", err=True)


@group.command("export")
@click.argument("event")
@click.option(
    "--format", "format_name", type=click.Choice((*writable_format_names(), PRINTED)), required=True
)
@click.option("--without-keys", is_flag=True, help="只对 pdf：不印答案和解析。")
@click.option("-o", "--output", type=OutputPath(), required=True)
@refusals_exit_1
def export_command(event: str, format_name: str, without_keys: bool, output: Path) -> None:
    """导出赛项的题库；格式装不下的内容逐题列出。pdf 供打印。"""
    if without_keys and format_name != PRINTED:
        raise click.UsageError("--without-keys 只能和 --format pdf 一起用。")
    using = collaborators()
    with using.database.reading() as session:
        event_id = find_event(session, event).id
        by, now = COMMAND_LINE, using.clock()
        printed = None
        if format_name == PRINTED:
            printed = print_bank(session, event_id=event_id, with_keys=not without_keys, now=now)
    with using.database.transaction() as session:
        if printed is None:
            found = export_bank(session, event_id=event_id, format=format_name, actor=by, now=now)
        else:
            found, keys = printed, not without_keys
            record_print(session, event_id=event_id, file=found, with_keys=keys, actor=by, now=now)
    write_output(output, found.data)
    print_problems(output.name, found.losses, to_stderr=True)
    click.echo(f"已写入 {output}：{found.questions} 题。", err=True)


def _import(
    using: Collaborators,
    event_id: int,
    reports: Mapping[Path, BankReport],
    pictures: Mapping[str, bytes],
    take: set[str],
) -> BankChange:
    """Import what the files hold, and remember how what they left open was answered."""
    now = using.clock()
    questions = [question for report in reports.values() for question in report.questions]
    with using.database.transaction() as session:
        change = import_bank(
            session,
            event_id=event_id,
            questions=questions,
            actor=COMMAND_LINE,
            now=now,
            pictures=pictures,
            take=take,
        )
        for file, report in reports.items():
            remember_layout(
                session, event_id=event_id, report=report, filename=file.name, actor=COMMAND_LINE, now=now
            )
    return change


def _read_for(
    event: str, file: Path, format_name: str | None, layout: Answers, using: Collaborators
) -> BankReport:
    """Read a file with the answers given, else with those remembered for files of its layout."""
    data = file.read_bytes()
    report = read_bank(data, file.name, format_name, layout)
    if not report.open_asks:
        return report
    with using.database.reading() as session:
        event_id = find_event(session, event).id
    return read_as_remembered(using.database, event_id, file.name, data, report, format_name)


def _print_report(file: Path, report: BankReport) -> None:
    print_problems(file.name, report.problems)
    counts = f"{len(report.questions)} 题可用，{len(report.errors)} 处错误，{len(report.warnings)} 处提示"
    click.echo(f"{file.name}（{report.format or '格式未知'}）：{counts}。")


def _print_kept(change: BankChange) -> None:
    for qid in change.conflicts:
        click.echo(
            f"题目“{qid}”在网页上改过，文件也改过：保留网页上的。要用文件的请加 --take {qid}。", err=True
        )
    if change.kept:
        click.echo(f"{len(change.kept)} 题在网页上改过，文件没有变：保留网页上的。", err=True)


def _spoken(change: BankChange) -> str:
    return f"新增 {len(change.added)}，修订 {len(change.revised)}，不变 {len(change.unchanged)}"
