"""`flask results`: rank a round and release its scores."""

from __future__ import annotations

import json

import click
from flask.cli import AppGroup

from examapp.cli.context import collaborators
from examapp.cli.refusals import refusals_exit_1
from examapp.cli.text_table import text_table
from examapp.domain.advancement_reasons import points_text
from examapp.domain.corrections import KIND_LABELS, WITH_ANSWER, Correction, CorrectionKind
from examapp.domain.finals_rows import STATE_LABELS, FinalsRow
from examapp.services.audit_log import COMMAND_LINE
from examapp.services.decide_correction import apply_correction
from examapp.services.find_round import round_of_event
from examapp.services.prepared_rounds import prepared_round
from examapp.services.preview_correction import CorrectionEffect, PlaceChange, preview_correction
from examapp.services.propose_correction import answer_for, propose_correction, question_in_round
from examapp.services.rank_round import Ranking, rank_round, ranking_to_json
from examapp.services.release_scores import release_scores

HEADINGS = ("排名", "准考证号", "姓名", "工作单位", "代表队", "总分", "用时(秒)", "状态", "候补序", "理由")
PLACE_HEADINGS = ("准考证号", "姓名", "总分", "名次", "状态", "已公布晋级")

group = AppGroup("results", help="成绩：排名、发布。")
round_option = click.option("--round", "number", type=int, help="第几轮；默认为最近开放的一轮。")


@group.command("rank")
@click.argument("event")
@round_option
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 文档。")
@click.option("--preliminary", is_flag=True, help="还有人在考时也排名。")
@refusals_exit_1
def rank_command(event: str, number: int | None, as_json: bool, preliminary: bool) -> None:
    """按冻结的规则排名并确定晋级；同样的成绩总是得到同样的字节。"""
    using = collaborators()
    with using.database.transaction() as session:
        ranking = rank_round(
            session,
            using.vault,
            round_id=round_of_event(session, event, number).id,
            now=using.clock(),
            preliminary=preliminary,
        )
    if as_json:
        click.echo(json.dumps(ranking_to_json(ranking), ensure_ascii=False, indent=2))
    else:
        _print(ranking)


@group.command("release")
@click.argument("event")
@round_option
@refusals_exit_1
def release_command(event: str, number: int | None) -> None:
    """向考生发布本轮成绩。"""
    using = collaborators()
    with using.database.transaction() as session:
        round_id = round_of_event(session, event, number).id
        release_scores(session, round_id=round_id, actor=COMMAND_LINE, now=using.clock())
    click.echo("成绩已发布。", err=True)


@group.command("correct")
@click.argument("event")
@click.argument("qid")
@round_option
@click.option("--kind", type=click.Choice(list(KIND_LABELS)), required=True, help="怎样勘误。")
@click.option("--answer", default="", help="改正或增加的答案，写法与题库工作簿相同。")
@click.option("--reason", required=True, help="理由，成为新成绩版本的理由。")
@click.option("--apply", "is_applied", is_flag=True, help="执行；没有它只预演，什么都不改变。")
@refusals_exit_1
def correct_command(
    event: str, qid: str, number: int | None, kind: CorrectionKind, answer: str, reason: str, is_applied: bool
) -> None:
    """考后勘误一道题：预演会变的成绩和名次，加 --apply 才执行。"""
    using = collaborators()
    with using.database.transaction() as session:
        round_id = round_of_event(session, event, number).id
        question = question_in_round(session, round_id, qid)
        key = answer_for(question, answer) if kind in WITH_ANSWER else None
        correction = Correction(question.qid, kind, key)
        prepared = prepared_round(session, using.vault, round_id)
        effect, _ = preview_correction(session, using.vault, prepared, correction)
        if is_applied:
            proposed = propose_correction(
                session,
                round_id=round_id,
                correction=correction,
                reason=reason,
                actor=COMMAND_LINE,
                now=using.clock(),
            )
            apply_correction(
                session,
                using.vault,
                correction_id=proposed,
                actor=COMMAND_LINE,
                now=using.clock(),
                needs_second_person=using.settings.corrections_need_two,
            )
    _print_effect(effect, is_applied)


def _print_effect(effect: CorrectionEffect, is_applied: bool) -> None:
    click.echo(text_table(PLACE_HEADINGS, [_place_cells(place) for place in effect.places]))
    counts = f"抽到的答卷 {effect.attempts}，成绩改变 {effect.results}，"
    moves = f"进入晋级 {len(effect.entering)}，退出晋级 {len(effect.leaving)}。"
    click.echo(f"{'已执行' if is_applied else '预演，没有任何改变'}：{counts}{moves}", err=True)


def _place_cells(place: PlaceChange) -> tuple[str, ...]:
    return (
        place.ticket,
        place.name,
        f"{points_text(place.total_before)} → {points_text(place.total_after)}",
        f"{place.rank_before} → {place.rank_after}",
        f"{STATE_LABELS[place.state_before]} → {STATE_LABELS[place.state_after]}",
        "是" if place.was_announced else "",
    )


def _print(ranking: Ranking) -> None:
    if ranking.is_preliminary:
        click.echo(f"预排名：本轮尚未结束，{ranking.sitting} 人在考。", err=True)
    click.echo(text_table(HEADINGS, [_cells(row) for row in ranking.rows]))
    click.echo(f"排名指纹 {ranking.ranking_hash}")
    click.echo(f"规则指纹 {ranking.rules_hash}")
    click.echo(f"题库指纹 {ranking.bank_hash}")


def _cells(row: FinalsRow) -> tuple[str, ...]:
    return (
        str(row.rank or ""),
        row.ticket,
        row.name,
        row.employer,
        row.delegation,
        points_text(row.total),
        str(row.time_used_s),
        row.state_label,
        str(row.alternate_no or ""),
        row.reason.message,
    )
