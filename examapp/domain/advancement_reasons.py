"""The sentences that say why a contender advances or not; every place on the list carries one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from examapp.domain.wording import N_


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence with `{name}` parameters, kept apart so that it can be translated."""

    template: str
    parameters: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """The sentence in Chinese."""
        return self.template.format(**self.parameters)


def points_text(centipoints: int) -> str:
    """Return centipoints as people write points: 6000 → 60, 5950 → 59.5."""
    return f"{centipoints // 100}.{centipoints % 100:02d}".rstrip("0").rstrip(".")


WITHIN_QUOTA = N_("第 {rank} 名，在 {quota} 个名额之内")
WITHIN_QUOTA_AFTER_SKIPS = N_("第 {rank} 名，前面有人因人数上限等原因未占名额，在 {quota} 个名额之内")
ALL_TIED_ADVANCE = N_("第 {rank} 名，同名次者在全部同分规则上仍相同，按规则一并晋级（名额 {quota} 个）")
LOT_WON = N_("第 {rank} 名，同名次者多于剩余名额，抽签决定：抽签号 {lot}，抽中")
FLOOR = N_("第 {rank} 名，总分不低于 {minimum}，作为所在代表队的保底名额晋级（每队至少 {floor} 人）")
PROMOTED = N_("第 {rank} 名，候补第 {number} 位，有人退出后递补晋级")

ALTERNATE = N_("候补第 {number} 位：第 {rank} 名，{quota} 个名额已用完")
ALTERNATE_BY_LOT = N_("候补第 {number} 位：第 {rank} 名，同名次者之间按抽签号排序，抽签号 {lot}")
ALTERNATE_BY_TICKET = N_("候补第 {number} 位：第 {rank} 名，同名次者之间没有抽签，按准考证号排序")

BELOW_MINIMUM = N_("总分 {score} 低于最低分 {minimum}")
OUTSIDE_QUOTA = N_("第 {rank} 名，{quota} 个名额已用完")
OUTSIDE_QUOTA_AFTER_FLOOR = N_("第 {rank} 名，{quota} 个名额中有 {floor_places} 个用于代表队保底，其余已用完")
OUTSIDE_AFTER_TIE = N_("第 {rank} 名，排在未能晋级的第 {tied_rank} 名同分者之后，不晋级")

CUT_TIE_NONE = N_("与第 {rank} 名的其他人在全部同分规则上仍相同，人数多于剩余名额，按规则均不晋级")
CUT_TIE_NO_LOT = N_("与第 {rank} 名的其他人在全部同分规则上仍相同，按规则抽签决定，但没有抽签种子，均不晋级")
LOT_LOST = N_("第 {rank} 名，同名次者多于剩余名额，抽签决定：抽签号 {lot}，未抽中")

EMPLOYER_FULL = N_("所在单位已有 {cap} 人晋级（上限 {cap} 人）")
EMPLOYER_FULL_WITH_ALTERNATES = N_("所在单位晋级和候补已有 {cap} 人（上限 {cap} 人）")
EMPLOYER_LOT_WON = N_("第 {rank} 名，本单位同名次者多于单位剩余名额，抽签决定：抽签号 {lot}，抽中")
EMPLOYER_LOT_LOST = N_("第 {rank} 名，本单位最多 {cap} 人晋级，同名次者抽签决定：抽签号 {lot}，未抽中")
EMPLOYER_TIE_NONE = N_("第 {rank} 名，本单位同名次者多于单位剩余名额（上限 {cap} 人），无法区分，均不晋级")
EMPLOYER_CLOSED = N_("第 {rank} 名，本单位有名次更高的同分者因上限 {cap} 人均未晋级，其后不再晋级")

DELEGATION_FULL = N_("所在代表队已有 {cap} 人晋级（上限 {cap} 人）")
DELEGATION_FULL_WITH_ALTERNATES = N_("所在代表队晋级和候补已有 {cap} 人（上限 {cap} 人）")
DELEGATION_LOT_WON = N_("第 {rank} 名，本代表队同名次者多于代表队剩余名额，抽签决定：抽签号 {lot}，抽中")
DELEGATION_LOT_LOST = N_("第 {rank} 名，本代表队最多 {cap} 人晋级，同名次者抽签决定：抽签号 {lot}，未抽中")
DELEGATION_TIE_NONE = N_(
    "第 {rank} 名，本代表队同名次者多于代表队剩余名额（上限 {cap} 人），无法区分，均不晋级"
)
DELEGATION_CLOSED = N_("第 {rank} 名，本代表队有名次更高的同分者因上限 {cap} 人均未晋级，其后不再晋级")

WITHDRAWN = N_("本人放弃")
DISQUALIFIED = N_("取消资格")


@dataclass(frozen=True, slots=True)
class CapWording:
    """The sentences about one kind of cap."""

    full: str
    full_with_alternates: str
    lot_won: str
    lot_lost: str
    tie_none: str
    closed: str


EMPLOYER_WORDING = CapWording(
    EMPLOYER_FULL,
    EMPLOYER_FULL_WITH_ALTERNATES,
    EMPLOYER_LOT_WON,
    EMPLOYER_LOT_LOST,
    EMPLOYER_TIE_NONE,
    EMPLOYER_CLOSED,
)
DELEGATION_WORDING = CapWording(
    DELEGATION_FULL,
    DELEGATION_FULL_WITH_ALTERNATES,
    DELEGATION_LOT_WON,
    DELEGATION_LOT_LOST,
    DELEGATION_TIE_NONE,
    DELEGATION_CLOSED,
)
