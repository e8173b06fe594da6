// ics.mjs - reads each calendar file of build/gcc/ics with ical.js, and compares it with what was meant.
//
//     build/npm/bin/node test/ics.mjs FOLDER
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../build/npm/', import.meta.url));
const loaded = require('ical.js');
const ICAL = loaded.default ?? loaded;
const folder = process.argv[2];
let passed = 0, failed = 0;

const check = (ok, what, ...more) => {
  if (ok) { passed++; return; }
  failed++;
  console.error('not so:', what, ...more.map(m => JSON.stringify(m)?.slice(0, 300)));
};
const read = name => new ICAL.Component(ICAL.parse(fs.readFileSync(path.join(folder, name), 'utf8')));
const value = (c, name) => c.getFirstPropertyValue(name);
const same = (got, wanted, what, file) => check(got === wanted, what, file, got, wanted);

const compare = (event, e) => {
  same(value(event, 'uid'), `${e.uid}@${e.host}`, 'the number', e.file);
  for (const [name, key] of [['dtstart', 'from_s'], ['dtend', 'until_s'], ['dtstamp', 'stamp_s'], ['created', 'made_s'],
    ['last-modified', 'changed_s']]) {
    same(value(event, name).zone, ICAL.Timezone.utcTimezone, `${name} is in UTC`, e.file);
    same(value(event, name).toUnixTime(), e[key], name, e.file);
  }
  same(value(event, 'sequence'), e.sequence, 'sequence', e.file);
  same(value(event, 'status'), e.status, 'status', e.file);
  for (const key of ['summary', 'location', 'description', 'url']) same(value(event, key) ?? '', e[key], key, e.file);
  const organiser = event.getFirstProperty('organizer');
  same(organiser?.getFirstValue() ?? '', e.organiser_mail && `mailto:${e.organiser_mail}`, 'from whom', e.file);
  // Quotes and ends of line are written otherwise there: ics.h. A backslash stands for itself there, but not to it.
  if (e.organiser_mail && e.organiser && !e.organiser.includes('\\'))
    same(organiser.getParameter('cn'), e.organiser.replaceAll('"', "'").replaceAll('\n', ' '), 'by what name', e.file);
  const alarm = event.getFirstSubcomponent('valarm');
  same(alarm ? -value(alarm, 'trigger').toSeconds() : 0, e.remind_min * 60, 'when it reminds', e.file);
};

const expected = JSON.parse(fs.readFileSync(path.join(folder, 'expected.json'), 'utf8'));
const everything = read('all.ics').getAllSubcomponents('vevent');
same(everything.length, expected.length, 'as many visits as there are');
// Of a property that it does not know it leaves the text as it stands.
same(value(read('all.ics'), 'x-wr-calname'), 'All\\; of them', 'what it is called');
expected.forEach((e, i) => {
  const calendar = read(e.file);
  same(value(calendar, 'method'), e.cancelled ? 'CANCEL' : 'PUBLISH', 'the method', e.file);
  same(calendar.getAllSubcomponents('vevent').length, 1, 'one visit', e.file);
  compare(calendar.getFirstSubcomponent('vevent'), e);
  compare(everything[i], e);
});
const called = read('feed.ics').getAllSubcomponents('vevent').map(event => value(event, 'summary'));
same(called.filter(words => words === 'Visit (40 min)').length, 6, 'the feed of a practitioner');
same(called.find(words => !/^Visit \(\d+ min\)$/.test(words)), undefined, 'what a visit is called');
const visit = read('link.ics').getFirstSubcomponent('vevent');
same(value(visit, 'summary'), 'Visit: One', 'the visit of a link');
same(value(visit, 'sequence'), 1, 'which was moved');
console.log(`calendars, by ical.js: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
