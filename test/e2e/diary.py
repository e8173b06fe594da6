# diary.py - a demo clinic is given a small diary in place of its own: two who treat at its first site, and their visits of one day.
#
#     python3 test/e2e/diary.py DATABASE 2026-03-02
import datetime
import sqlite3
import sys

db = sqlite3.connect(sys.argv[1])
day = (datetime.date.fromisoformat(sys.argv[2]) - datetime.date(1970, 1, 1)).days
clinic = db.execute("SELECT clinic FROM clinic").fetchone()[0]
site = db.execute("SELECT site FROM site ORDER BY name").fetchone()[0]
tom, priya = (db.execute("SELECT account FROM account WHERE login = ?", (f"{name}@demo.example",)).fetchone()[0]
              for name in ("tomasz", "priya"))
people = [row[0] for row in db.execute("SELECT patient FROM patient WHERE left_s IS NULL ORDER BY name LIMIT 5")]
ROOM, SERVICE, HOURS, BOOKING = 1000, 2000, 3000, 4000

for table in ("mail", "diary_link", "waiting", "booking_was", "booking", "away", "hours", "offer", "service", "room"):
    db.execute(f"DELETE FROM {table}")
for i in range(2):
    db.execute("INSERT INTO room (room, clinic, site, name) VALUES (?, ?, ?, ?)", (ROOM + i, clinic, site, f"Room {i + 1}"))
for i, (name, minutes) in enumerate((("Return", 40), ("First visit", 60))):
    db.execute("INSERT INTO service (service, clinic, name, minutes) VALUES (?, ?, ?, ?)", (SERVICE + i, clinic, name, minutes))
    for who in (tom, priya):
        db.execute("INSERT INTO offer (account, service, clinic) VALUES (?, ?, ?)", (who, SERVICE + i, clinic))
for i, who in enumerate((tom, priya)):
    for weekday in range(7):
        db.execute("INSERT INTO hours (hours, clinic, account, site, weekday, from_min, to_min) VALUES (?, ?, ?, ?, ?, 540, 1020)",
                   (HOURS + 10 * i + weekday, clinic, who, site, weekday))
db.execute("INSERT INTO away (away, clinic, account, first_day, last_day, from_min, to_min, why)"
           " VALUES (1, ?, ?, ?, ?, 720, 780, 'Lunch')", (clinic, tom, day, day + 30))
for i, (who, minute, state) in enumerate(((tom, 540, "done"), (tom, 580, "no_show"), (tom, 660, "booked"),
                                          (priya, 540, "arrived"), (priya, 600, "booked"))):
    at = day * 86400 + minute * 60
    db.execute("INSERT INTO booking (booking, clinic, site, account, room, service, patient, day, from_min, minutes, from_s,"
               " until_s, state, made_s, changed_s, changed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 40, ?, ?, ?, ?, ?, ?)",
               (BOOKING + i, clinic, site, who, ROOM + (who == priya), SERVICE, people[i], day, minute, at, at + 2400,
                state, at - 86400, at - 86400, tom))
db.execute("INSERT INTO waiting (waiting, clinic, service, name, telephone, first_day, last_day, from_min, to_min, state,"
           " turn_s, made_s) VALUES (1, ?, ?, 'Grace Idowu', '01632 960777', ?, ?, 780, 1440, 'waiting', 1, 1)",
           (clinic, SERVICE, day, day + 9))
db.commit()
