// week.mjs - a clinic's week in a browser, across the day on which the clocks change: three sites are set up;
// people without an account book, move and cancel by the links of their mail; whoever waits is offered what was
// given back; reminders go out by the clock of the site; visits are seen through and counted. Mail goes to a real
// mail server (test/smtp.py), the server's clock is set.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { browse, check, finish, root, serve, turnTo } from './lib.mjs';
import { at, enrol, signIn, words } from './desk.mjs';

const ingrid = { name: 'Ingrid Solberg', login: 'ingrid@clinic.example', password: 'four words that nobody knows' };
const sleep = ms => new Promise(done => setTimeout(done, ms));

// --- the mail server, and what has come

const box = fs.mkdtempSync(path.join(os.tmpdir(), 'box-'));
const port = await new Promise(done => {
    const s = net.createServer().listen(0, '127.0.0.1', () => { const p = s.address().port; s.close(() => done(p)); });
});
const post = spawn('/usr/bin/python3', [path.join(root, 'test/smtp.py'), String(port), box], { stdio: ['pipe', 'pipe', 'inherit'] });
await new Promise(done => post.stdout.once('data', done));
const plain = s => Buffer.from(s.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, h) => String.fromCharCode(parseInt(h, 16))), 'latin1').toString();
function mails(to) {
    return fs.readdirSync(box).filter(f => f.endsWith('.eml')).map(f => ({ f, raw: fs.readFileSync(path.join(box, f), 'utf8'), ms: fs.statSync(path.join(box, f)).mtimeMs }))
        .filter(m => m.raw.startsWith(`X-To: ${to}@`)).sort((a, b) => a.ms - b.ms).map(({ raw }) => {
            const cut = raw.indexOf('\r\n\r\n'), head = raw.slice(0, cut).replace(/\r\n[ \t]+/g, ' ');
            const between = /boundary="([^"]+)"/.exec(head)?.[1];
            const parts = between ? raw.slice(cut).split(`\r\n--${between}`).slice(1, -1).map(p => p.slice(p.indexOf('\r\n\r\n') + 4)) : [raw.slice(cut + 4)];
            const body = plain(parts[0]);
            return { subject: /^Subject: (.*)$/mi.exec(head)?.[1], body, link: /\/book\/link\/[\w-]{43}/.exec(body)?.[0],
                file: Buffer.from(parts[1] ?? '', 'base64').toString() };
        });
}
// The newest of so many; waits for it.
async function mail(to, count) {
    for (const end = Date.now() + 15000; Date.now() < end && mails(to).length < count; await sleep(100));
    check(mails(to).length === count, `${to} has ${count} mails: ${mails(to).map(m => m.subject)}`);
    return mails(to).at(-1) ?? { subject: '', body: '', file: '', link: '/' };
}

// --- the clinic

const flags = ['--mail-server', `smtp://127.0.0.1:${port}`, '--mail-from', 'Walking Well <post@clinic.example>'];
const site = await serve({ day: '2026-10-22 08:00', flags, env: { AMBULANDO_TEST_MAIL_LOOK_MS: '100' } }); // Thursday, nine in London
const send = (v, button) => v.go(`main button:text-is("${button}")`);

async function look(v, name) {
    check(await v.page.locator('h1').count() === 1, `${name} has one heading`);
    for (const [width, height] of [[390, 844], [1280, 900]]) {
        await v.page.setViewportSize({ width, height });
        check(!await v.sideways(), `${name} does not scroll sideways at ${width}`);
        await v.axe(`${name} at ${width}`);
        await v.shot(`week-${name}-${width}`);
    }
}

async function begin(v) {
    for (let i = 0; i < 100 && !/clinic\/begin/.test(site.log); i++)
        await sleep(20);
    await v.open(site.log.match(/\/clinic\/begin\/\S+/)?.[0]);
    const fill = { clinic: 'Walking Well', site: 'Canal Street', address: '14 Canal Street', telephone: '01632 960 140',
        zone: 'Europe/London', signed_by: ingrid.name, signed_number: '12041', signed_day: '2026-10-01',
        name: ingrid.name, login: ingrid.login, number: '12041', password: ingrid.password };
    for (const [key, value] of Object.entries(fill))
        await v.page.fill(`#${key}`, value);
    await v.page.selectOption('#country', 'GB');
    await v.go('main form:not([action="/clinic/logout"]) button.btn >> nth=-1');
    await enrol(v, ingrid);
}

async function setUp(v) {
    await v.open('/clinic/sites');
    for (const name of ['Station Road', 'Hillside']) {
        await v.page.fill('#name', name);
        await v.page.fill('#telephone', '01632 960 141');
        await v.page.fill('#zone', 'Europe/London');
        await send(v, 'Add the site');
    }
    await v.open('/clinic/rooms');
    for (const where of ['Canal Street', 'Station Road', 'Hillside']) {
        await v.page.selectOption('#site', { label: where });
        await v.page.fill('#name', 'Room 1');
        await send(v, 'Add the room');
    }
    await v.open('/clinic/services');
    await v.page.fill('#name', 'Sciatica review');
    await v.page.fill('#minutes', '40');
    await v.page.fill('#price', '48 pounds');
    await send(v, 'Add it');
    await v.open('/clinic/hours');
    await v.go('main th a');
    for (const [day, where, from, to] of [['Monday', 'Canal Street', '9:00', '10:20'], ['Tuesday', 'Station Road', '9:00', '12:00'],
        ['Wednesday', 'Hillside', '13:00', '17:00'], ['Sunday', 'Hillside', '1:00', '3:20']]) {
        await v.tap(`label:text-is("${day}")`);
        await v.page.selectOption('#site', { label: where });
        await v.page.fill('#from', from);
        await v.page.fill('#to', to);
        await send(v, 'Add these hours');
    }
    await v.open('/clinic/settings');
    await v.tap('label:has-text("Anybody may book online")');
    await v.page.fill('#remind_days', '2');
    await v.go('form:has(#remind_days) button');
    check(/Booking online on/.test(await words(v)), 'the clinic can be booked');
}

// --- whoever books

const visitor = how => browse(site, { width: 390, ...how });
async function seek(v, where) {
    await v.open('/book');
    if (where)
        await v.tap(`label:has-text("${where}")`);
    await send(v, 'Show free times');
}
async function ask(v, time, who) {
    await v.go(`main a.btn-s:has-text("${time}")`);
    await v.page.fill('#name', who);
    await v.page.fill('#mail', `${who.toLowerCase()}@example.org`);
    await v.go('main form button.btn >> nth=-1');
    check(/Look at your email/.test(await words(v)), `${who} is told to look at the mail`);
}
async function confirm(v, to, count) {
    const m = await mail(to, count);
    await v.open(m.link);
    check(/not booked yet|Do you want this visit/.test(await words(v)), `${to} sees what it is`);
    await send(v, 'Yes, book it');
    check(/Your visit is booked/.test(await words(v)), `${to} has booked`);
    return mail(to, count + 1);
}

async function books(v, who) {
    await seek(v, 'Canal Street');
    await look(v, 'times');
    check(/Monday 26 October/.test(await words(v)), 'Monday can be booked');
    await ask(v, '9:00', who);
    await look(v, 'asked');
    const m = await confirm(v, who.toLowerCase(), 1);
    check(/^Your visit on Monday 26 October at 0?9:00$/.test(m.subject), `when it is: ${m.subject}`);
    check(/\r\nDTSTART:20261026T090000Z\r\n/.test(m.file), `after the clocks have changed nine o’clock is nine in UTC: ${/DTSTART.*/.exec(m.file)}`);
    await look(v, 'booked');
    return m.link;
}

// Sunday 25 October: at two the clocks go back to one. An hour comes twice; nothing is offered twice.
async function clocks(v) {
    await seek(v, 'Hillside');
    const sunday = v.page.locator('section.sec:has(h2:has-text("Sunday 25 October")) a.btn-s');
    const seen = (await sunday.allInnerTexts()).map(t => t.trim().slice(0, 5));
    check(seen.length > 0 && new Set(seen).size === seen.length, `no time of the night is offered twice: ${seen}`);
}

const owner = await browse(site, { width: 1280, height: 900 });
try {
    await begin(owner);
    await setUp(owner);

    // Thursday: Ann books Monday at nine and Bob Tuesday at nine, which he moves.
    const ann = await visitor(), bob = await visitor({ script: false }), cid = await visitor();
    await books(ann, 'Ann');
    await clocks(cid);
    await seek(bob, 'Station Road');
    await ask(bob, '9:00', 'Bob');
    const first = await confirm(bob, 'bob', 1);
    check(/\r\nSEQUENCE:\d+\r\n/.test(first.file) && /DTSTART:20261027T090000Z/.test(first.file), 'Bob comes on Tuesday at nine');
    await bob.go('main a:text-is("Move it to another time")');
    await bob.go('section.sec:has(h2:has-text("Tuesday 27 October")) a.btn-s:has-text("9:40")');
    await bob.go('main form button.btn >> nth=0');
    check(/Your visit is moved/.test(await words(bob)), 'Bob moves it');
    const moved = await mail('bob', 3);
    check(/DTSTART:20261027T094000Z/.test(moved.file), `and is told the new time: ${moved.subject} ${/DTSTART.*/.exec(moved.file)}`);
    const uid = s => /\r\nUID:(.*)\r\n/.exec(s)?.[1], number = s => Number(/\r\nSEQUENCE:(\d+)/.exec(s)?.[1]);
    check(uid(first.file) && uid(first.file) === uid(moved.file) && number(moved.file) > number(first.file), 'as the same event, later');

    // The desk books Monday's last time for Dee, by telephone. Cid waits for a Monday.
    await owner.open('/clinic/diary?day=2026-10-26');
    check(/1 visit/.test(await words(owner)) && /Ann/.test(await words(owner)), `Ann stands in the diary: ${(await words(owner)).slice(0, 300)}`);
    await look(owner, 'monday');
    await owner.go('main .diary a:has-text("9:40 free")');
    await owner.page.fill('#name', 'Dee');
    await owner.page.fill('#telephone', '01632 960777');
    await owner.page.fill('#mail', 'dee@example.org');
    await owner.go('button[value=book]');
    check(/Dee/.test(await words(owner)) && !/9:40 free/.test(await words(owner)), 'Dee has it');
    await mail('dee', 1);
    await seek(cid, 'Canal Street');
    check(!/Monday 26 October/.test(await words(cid)), 'Monday is full');
    await cid.go('main a:text-is("Wait for one that becomes free")');
    await cid.page.fill('input[name="until"], #until', '2026-10-26').catch(async () => {
        await cid.page.fill('#until_day', '26');
    });
    await cid.tap('label:has-text("Any time")').catch(() => {});
    await cid.page.fill('#name', 'Cid');
    await cid.page.fill('#mail', 'cid@example.org');
    await look(cid, 'wait');
    await cid.go('main form button.btn >> nth=-1');
    const place = await mail('cid', 1);
    await cid.open(place.link);
    await look(cid, 'place');
    await cid.go('main form button.btn >> nth=0');

    // Dee calls and cancels; within a minute Cid is offered the time, and takes it.
    await owner.open('/clinic/diary?day=2026-10-26');
    await owner.go('.col a:has-text("Dee")');
    await owner.page.click('text=Cancel the visit');
    await owner.go('text=Yes, cancel it');
    const off = await mail('dee', 2);
    check(/STATUS:CANCELLED/.test(off.file), 'the calendar of Dee lets it go');
    await turnTo(site, '2026-10-22 10:00');
    const offer = await mail('cid', 2);
    check(/Monday 26 October/.test(offer.body) && /9:40/.test(offer.body), 'Cid is offered Monday at 9:40');
    await cid.open(offer.link);
    await look(cid, 'offer');
    await send(cid, 'Yes, book it');
    await mail('cid', 3);

    // Two days before, at the same time by the clocks of the site, which then still are those of summer.
    await turnTo(site, '2026-10-24 07:55');
    await sleep(1500);
    check(mails('ann').length === 2, 'Ann has no reminder at 8:55');
    await turnTo(site, '2026-10-24 08:01');
    const reminder = await mail('ann', 3);
    check(/^Reminder/.test(reminder.subject) && /0?9:00/.test(reminder.subject + reminder.body), `at nine she has: ${reminder.subject}`);
    check(mails('cid').length === 3, 'Cid, who comes later, not yet');
    await turnTo(site, '2026-10-24 08:41');
    await mail('cid', 4);
    await turnTo(site, '2026-10-25 12:00');
    await sleep(1500);
    check(mails('ann').length === 3 && mails('bob').length === 4, 'each is reminded once');

    // Monday: Ann comes, Cid does not. Bob cancels by the link of his first mail.
    await turnTo(site, '2026-10-26 09:50');
    await signIn(owner, ingrid);
    await owner.open('/clinic/diary');
    await owner.go('.col a:has-text("Ann")');
    for (const state of ['arrived', 'in_room', 'done']) {
        await owner.go(`button[value=${state}]`);
        if (at(owner) === '/clinic/diary' && state !== 'done')
            await owner.go('.col a:has-text("Ann")');
    }
    await owner.open('/clinic/diary');
    await owner.go('.col a:has-text("Cid")');
    await owner.go('button[value=no_show]');
    await owner.open('/clinic/diary');
    check(/1 did not come/.test(await words(owner)), 'who did not come is counted');
    await look(owner, 'seen');
    await bob.open(first.link);
    await bob.page.click('main summary');
    await send(bob, 'Yes, cancel it');
    check(/cancelled/i.test(await words(bob)), 'Bob cancels');
    await mail('bob', 5);
    await owner.open('/clinic/diary/week?day=2026-10-26');
    await look(owner, 'week');
    await owner.open('/clinic/figures/diary');
    check(/1 of 2/.test(await words(owner)), 'one of two did not come');
    await look(owner, 'figures');

    // Of what went out by mail nothing tells of health.
    for (const f of fs.readdirSync(box)) {
        const raw = fs.readFileSync(path.join(box, f), 'utf8');
        check(!/sciatica|review|pain|osteo|leg|nerve/i.test(raw.replace(/^X-.*$/gm, '').replace(/[A-Za-z0-9+/=]{60,}/g, s => Buffer.from(s, 'base64').toString()).replace(/\/book\/link\/[\w=\r\n-]+/g, '')), `a mail says nothing of health: ${f}`);
    }
} catch (wrong) {
    check(false, `the week goes on to its end: ${wrong.stack}`);
    console.log(`    at ${owner.page.url()}`);
    await owner.shot('week-stopped');
}
post.stdin.end();
await finish('a week of the diary in a browser');
fs.rmSync(box, { recursive: true, force: true });
