"""How is a moment typed, well or badly, and what does it mean then? Each way with its meaning.

Invariant: what cannot be read in one way only means nothing, and who typed it knows that.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from tests.hostile.year.books import serial
from tests.hostile.year.casebook import Typed
from tests.hostile.year.desks import Desk

_WIDE = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in "0123456789:-./"} | {ord(" "): "\u3000"}
_CHINESE_NONSENSE = ("昨天上午", "待定", "2026-13-45 09:00", "上周", "25:70")
_ENGLISH_NONSENSE = ("yesterday", "tbd", "31.02.2026 9:00", "last week", "25:70")


def well(moment: datetime) -> Typed:
    """As a spreadsheet makes of it what was typed."""
    return Typed(serial(moment), moment)


def day(value: date) -> Typed:
    """A day alone, in a column of days."""
    return Typed(serial(datetime.combine(value, time())), value)


def words(text: str) -> Typed:
    """Words, which mean what they say."""
    return Typed(text, text)


def number(value: float) -> Typed:
    """A number."""
    return Typed(float(value), float(value))


def somehow(moment: datetime, desk: Desk, chance: Random, sloppy: float, day_of: datetime | None = None) -> Typed:
    """A moment as a hurried person types it.

    Args:
        moment: What is meant.
        desk: Whose register.
        chance: The person's luck.
        sloppy: How often it is typed other than well.
        day_of: On which day a time alone would be understood; None where it would not.
    """
    if chance.random() >= sloppy:
        return well(moment)
    if chance.random() < 0.15:
        return Typed(chance.choice(_CHINESE_NONSENSE if desk.statutory else _ENGLISH_NONSENSE), None)
    if day_of is not None and day_of.date() == moment.date() and chance.random() < 0.5:
        alone = moment.strftime("%H:%M")
        return Typed(chance.choice([alone, alone.translate(_WIDE), serial(moment) % 1 or alone]), moment)
    return Typed(chance.choice(_chinese(moment) if desk.statutory else _english(moment)), moment)


def _chinese(moment: datetime) -> list[str | float]:
    y, m, d, clock = moment.year, moment.month, moment.day, moment.strftime("%H:%M")
    half = f"下午{moment.hour - 12}:{moment.minute:02}" if moment.hour > 12 else f"上午{moment.hour}:{moment.minute:02}"
    plain = f"{y}-{m:02}-{d:02} {clock}"
    return [
        plain, plain.translate(_WIDE), f"{y}.{m}.{d} {clock}", f"{y}年{m}月{d}日 {clock}", f" {y}/{m}/{d} {clock} ",
        f"{y}年{m}月{d}日 {moment.hour}点{moment.minute}分", f"{y}-{m}-{d} {half}" if moment.hour != 12 else plain,
        f"{y}{m:02}{d:02} {clock}", f"{plain}:00",
    ]  # fmt: skip


def _english(moment: datetime) -> list[str | float]:
    y, m, d, clock = moment.year, moment.month, moment.day, moment.strftime("%H:%M")
    plain = f"{d:02}.{m:02}.{y} {clock}"
    return [plain, plain.translate(_WIDE), f"{d}/{m}/{y} {clock}", f"{d}-{m}-{y} {clock}", f"{y}-{m:02}-{d:02} {clock}",
            f" {d} {moment:%B} {y} {clock}", f"{d}.{m}.{y}, {clock}", f"{y}-{m:02}-{d:02}T{clock}:00"]  # fmt: skip


def later(moment: datetime, chance: Random, least: float, most: float) -> datetime:
    """Some hours later, to the minute, at a time of day when people are about."""
    found = moment + timedelta(minutes=round(chance.uniform(least, most) * 60))
    if found.hour < 8:
        found = found.replace(hour=8, minute=chance.randrange(60)) + timedelta(minutes=0)
    elif found.hour >= 20:
        found = (found + timedelta(days=1)).replace(hour=8, minute=chance.randrange(60))
    return found if found.time() != time() else found + timedelta(minutes=1)
