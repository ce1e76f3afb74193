#!/usr/bin/env bash
# lunardate 0.3.0, LunarCalendar 0.0.9, lunar-vn 1.4.0 (installed below). A day that is known only by its lunar anniversary
# depends on who converts it. (1) The two most used Python libraries for the Chinese calendar, lunardate and LunarCalendar,
# agree on the first day of every lunar month from 1945 to 1967 but one: the eleventh of 1954 begins on 26 November for
# lunardate and on 25 November for LunarCalendar. The new moon was on 25 November at 20:30 in the zone of +8 hours, so that
# the 25th is right; the script reckons it with the ephemeris of LunarCalendar. (2) The same calendar reckoned for +7 hours, as
# Vietnamese libraries do by default and as the North of Vietnam did only later, begins eleven months of these years a
# day earlier than for +8 hours, the zone of the Chinese almanac that was in use. (3) The 29th day of the fifth month of
# 1953 is 9 July for all three and in both zones.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  "lunardate==0.3.0" "LunarCalendar==0.0.9" "lunar-vn==1.4.0" "ephem==4.2.1"
cat > "$folder/compare.py" <<'PY'
from datetime import date, timedelta

import ephem
from lunar_vn import convert_lunar_to_solar
from lunarcalendar import Converter, Lunar
from lunardate import LunarDate


def by_lunarcalendar(year, month, day, leap=False):
    found = Converter.Lunar2Solar(Lunar(year, month, day, isleap=leap))
    return date(found.year, found.month, found.day)


def by_lunar_vn(zone, year, month, day, leap=False):
    return convert_lunar_to_solar(day, month, year, int(leap), time_zone=zone)


months = []
for year in range(1945, 1968):
    for month in range(1, 13):
        for leap in (False, True):
            try:
                months.append(((year, month, leap), LunarDate(year, month, 1, leap).to_solar_date()))
            except ValueError:  # no leap month of this number in this year
                pass
assert len(months) == 284, len(months)

differ = [(m, one, by_lunarcalendar(*m[:2], 1, m[2])) for m, one in months if one != by_lunarcalendar(*m[:2], 1, m[2])]
print("lunardate against LunarCalendar:", *[(m, str(one), str(other)) for m, one, other in differ])
assert differ == [((1954, 11, False), date(1954, 11, 26), date(1954, 11, 25))]
moon = ephem.next_new_moon("1954/11/20").datetime() + timedelta(hours=8)
print("new moon, +8 hours:", moon.isoformat(" ", "minutes"))
assert moon.date() == date(1954, 11, 25)

zones = [(m, by_lunar_vn(7.0, *m[:2], 1, m[2]), by_lunar_vn(8.0, *m[:2], 1, m[2])) for m, _ in months]
shifted = [(m, seven, eight) for m, seven, eight in zones if seven != eight]
print("+7 hours against +8 hours:", len(shifted), *[f"{m[0]}-{m[1]}{' leap' * m[2]}" for m, _, _ in shifted])
assert len(shifted) == 11 and all(eight - seven == timedelta(days=1) for _, seven, eight in shifted)
assert all(eight == by_lunarcalendar(*m[:2], 1, m[2]) for m, _, eight in zones)

days = {
    LunarDate(1953, 5, 29).to_solar_date(),
    by_lunarcalendar(1953, 5, 29),
    by_lunar_vn(7.0, 1953, 5, 29),
    by_lunar_vn(8.0, 1953, 5, 29),
}
print("29th of the fifth month of 1953:", *days)
assert days == {date(1953, 7, 9)}
PY
"$folder/venv/bin/python" "$folder/compare.py" || { echo "the libraries behave otherwise now"; exit 1; }
