# ics.py - reads each calendar file of build/gcc/ics with python3-icalendar, and compares it with what was meant.
#
#     /usr/bin/python3 test/ics.py FOLDER
import datetime
import json
import pathlib
import re
import sys

import icalendar

folder = pathlib.Path(sys.argv[1])
counted = {True: 0, False: 0}


def check(ok, what, *more):
    counted[bool(ok)] += 1
    if not ok:
        print('not so:', what, *[repr(m)[:200] for m in more], file=sys.stderr)


def read(name):
    raw = (folder / name).read_bytes()
    lines = raw.split(b'\r\n')
    check(lines[-1] == b'' and b'\n' not in raw.replace(b'\r\n', b''), 'lines end in CR LF', name)
    for line in lines[:-1]:
        check(0 < len(line) <= 75, 'a line is at most 75 octets', name, line)
        check(line.decode('utf-8', 'replace').encode() == line, 'a line is whole characters', name, line)
    calendar = icalendar.Calendar.from_ical(raw)
    check(not calendar.errors and not any(c.errors for c in calendar.walk()), 'there is no error', name)
    check(calendar['VERSION'] == '2.0' and calendar['PRODID'].startswith('-//'), 'version and maker', name)
    return calendar


def instant(event, name):
    at = event[name].dt
    check(at.tzinfo is not None and at.utcoffset() == datetime.timedelta(0), 'a time is in UTC', name, at)
    return int(at.timestamp())


# It takes a backslash before an n for an end of line, also where the backslash itself is meant (mended in its
# version 6); ical.js reads those.
def readable(text):
    return not re.search(r'\\[nN,;\\]', text)


def compare(event, e):
    check(event['UID'] == f"{e['uid']}@{e['host']}", 'the number', event['UID'])
    for name, key in (('DTSTART', 'from_s'), ('DTEND', 'until_s'), ('DTSTAMP', 'stamp_s'), ('CREATED', 'made_s'),
                      ('LAST-MODIFIED', 'changed_s')):
        check(instant(event, name) == e[key], name, e['file'])
    check(event['SEQUENCE'] == e['sequence'] and event['STATUS'] == e['status'], 'sequence and status', e['file'])
    check(event['CLASS'] == 'PRIVATE', 'it is private', e['file'])
    check(event['TRANSP'] == ('TRANSPARENT' if e['cancelled'] else 'OPAQUE'), 'whether it takes time', e['file'])
    for key in ('summary', 'location', 'description'):
        if readable(e[key]):
            check(str(event.get(key.upper(), '')) == e[key], key, event.get(key.upper()), e[key])
    check(str(event.get('URL', '')) == e['url'], 'where it is moved', event.get('URL'))
    mail = event.get('ORGANIZER')
    check((str(mail) if mail else '') == ('mailto:' + e['organiser_mail'] if e['organiser_mail'] else ''), 'from whom', mail)
    alarms = event.walk('VALARM')
    check(len(alarms) == (e['remind_min'] > 0), 'whether it reminds', e['file'])
    for alarm in alarms:
        check(alarm['TRIGGER'].dt == -datetime.timedelta(minutes=e['remind_min']), 'when it reminds', e['file'])


expected = json.loads((folder / 'expected.json').read_text())
everything = read('all.ics').walk('VEVENT')
check(len(everything) == len(expected), 'as many visits as there are')
for e, one in zip(expected, everything):
    calendar = read(e['file'])
    check(calendar['METHOD'] == ('CANCEL' if e['cancelled'] else 'PUBLISH'), 'the method', e['file'])
    events = calendar.walk('VEVENT')
    check(len(events) == 1, 'one visit', e['file'])
    compare(events[0], e)
    compare(one, e)

feed, link = read('feed.ics'), read('link.ics')
called = [str(v['SUMMARY']) for v in feed.walk('VEVENT')]
check(called.count('Visit (40 min)') == 6 and 'METHOD' not in feed, 'the feed of a practitioner')
check({str(v['STATUS']) for v in feed.walk('VEVENT')} == {'CONFIRMED', 'TENTATIVE', 'CANCELLED'}, 'each kind is in it')
check(len(link.walk('VEVENT')) == 1 and link.walk('VEVENT')[0]['SUMMARY'] == 'Visit: One', 'the visit of a link')
check(link.walk('VEVENT')[0]['LOCATION'] == 'The place, 1 Street', 'where it is')
print(f'calendars, by icalendar: {counted[True]} passed, {counted[False]} failed')
sys.exit(counted[False] > 0)
