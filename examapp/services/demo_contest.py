"""What the demo contest consists of: events, delegations, notice; and the made-up people in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from examapp.domain.identity_numbers import check_character
from examapp.roster_formats.report import RosterRow

NAME = "吉林省第四届职工职业技能大赛"
EDITION = 4
ORGANIZER = "大赛组委会（示例）"
# In this order the codes run from 01.
NAMED_EVENTS = (
    *(
        "数控加工中心操作",
        "CAD机械设计",
        "无人机装调检修",
        "5G技术创新应用",
        "直播销售员",
        "养生药膳",
        "快递员",
    ),
    *("人参保鉴加工", "数据安全管理", "保育", "建设建材系统焊接", "新能源汽车关键技术", "工业机器人系统运维"),
    *("小学青年教师", "红色故事历史文化讲解员", "信息通信传输线路", "高速公路服务", "视频创推员"),
)
SAMPLE_EVENTS = (
    *("电工", "钳工", "砌筑工", "养老护理员", "育婴员", "中式烹调师", "网约配送员", "导游服务", "汽车维修工"),
    *("起重装卸机械操作", "化学检验", "水环境监测", "园林绿化", "食品检验", "物流服务师", "茶艺师", "美发师"),
    *("消防设施操作", "制冷空调系统安装维修", "铁路线路工", "农机修理工", "粮油质量检验"),
)
DELEGATIONS = (
    *(
        "长春市总工会",
        "吉林市总工会",
        "四平市总工会",
        "辽源市总工会",
        "通化市总工会",
        "白山市总工会",
        "松原市总工会",
    ),
    *(
        "白城市总工会",
        "延边州总工会",
        "长白山管委会总工会",
        "梅河口市总工会",
        "省教科文卫工会",
        "省能源化学工会",
    ),
    *("省交通运输工会", "省邮政工会", "省建设建材工会", "省财贸金融工会"),
)
NOTICE_VERSION = "1"
NOTICE = """考试须知（示例）

一、本次初赛为线上理论考试，每人一次机会，限时作答，到时自动交卷。时间以服务器为准。
二、答案随时保存；换手机或断网后重新登录，可在剩余时间内继续作答，以最后登录的手机为准。
三、请独立完成，不得代考或传播试题。接电话、切换应用不影响答题，计时不停，回来接着答即可。
四、为组织比赛，系统使用您的姓名、单位、证件号码和手机号；证件号码和手机号加密保存，不对外公布。
晋级名单公示姓名、单位、代表队和成绩。
五、对考试过程有异议，请在交卷后两小时内提出；对试题或成绩有异议，请在公示期内提出。"""

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN_FIRST = "建国志文晓春海玉明桂秀丽振立永新雪宏庆佳"
_GIVEN_SECOND: tuple[str, ...] = ("", *"军伟芳敏静强磊洋勇艳杰娟涛超霞平刚英华")
_TRADES = (
    "精工制造",
    "机械装备",
    "电力设备",
    "物流服务",
    "食品加工",
    "建筑安装",
    "信息技术",
    "医药科技",
    "轨道客车部件",
)
_SKILL_LEVELS = ("中级工", "高级工", "技师", "高级技师")
_OLDEST_BIRTHDAY = date(1968, 1, 1)
_BIRTHDAYS = 12_000
ENTRANTS_PER_EMPLOYER = 9


def demo_events() -> list[tuple[str, str, bool]]:
    """Return code, name and whether it is a sample, of each of the forty events."""
    named = [(name, False) for name in NAMED_EVENTS]
    samples = [(f"{name}（示例）", True) for name in SAMPLE_EVENTS]
    return [(f"{number:02d}", *event) for number, event in enumerate(named + samples, start=1)]


def made_up_rows(numbers: Sequence[int], event_codes: Sequence[str]) -> Iterator[RosterRow]:
    """Yield a made-up person for each number, the same one each time, spread evenly over the events."""
    for place, number in enumerate(numbers):
        yield made_up_row(number, event_codes[place % len(event_codes)])


def made_up_row(number: int, event_code: str) -> RosterRow:
    """Return a person who doesn't exist; their ID number is of a place that doesn't either."""
    employer = number // ENTRANTS_PER_EMPLOYER
    trade = _TRADES[employer % len(_TRADES)]
    number_of_trade = employer // len(_TRADES) + 1
    return RosterRow(
        name=_name(number),
        gender="男" if number % 2 else "女",
        id_type="居民身份证",
        id_number=_id_number(number),
        mobile=f"199{number:08d}",
        employer=f"示例{trade}第{number_of_trade}有限公司",
        delegation=DELEGATIONS[employer % len(DELEGATIONS)],
        event=event_code,
        skill_level=_SKILL_LEVELS[number % len(_SKILL_LEVELS)],
        union_member="是",
        remark="示例",
    )


def _name(number: int) -> str:
    given, surname = divmod(number * 7, len(_SURNAMES))
    second, first = divmod(given, len(_GIVEN_FIRST))
    return _SURNAMES[surname] + _GIVEN_FIRST[first] + _GIVEN_SECOND[second % len(_GIVEN_SECOND)]


def _id_number(number: int) -> str:
    serial, day = divmod(number, _BIRTHDAYS)
    # The seventeenth digit is odd for men.
    birthday = (_OLDEST_BIRTHDAY + timedelta(days=day)).strftime("%Y%m%d")
    first = f"999999{birthday}{serial * 2 + number % 2:03d}"
    return first + check_character(first)
