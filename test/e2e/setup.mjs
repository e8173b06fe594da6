// setup.mjs - a clinic that nothing is known of becomes one that can be booked, in a real browser: three sites,
// rooms, kinds of visit, hours, booking switched on. Then, in the demo clinic, somebody is away and visits need
// another time. Every page at 390 and 1280 px.
import { browse, check, finish, root, serve } from './lib.mjs';
import { enrol, signIn, words } from './desk.mjs';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ingrid = { name: 'Ingrid Solberg', login: 'ingrid@clinic.example', password: 'four words that nobody knows' };
const send = (v, button) => v.go(`main button.btn:text-is("${button}")`);

// By a machine and for people, narrow and wide.
async function look(v, where, name) {
    if (where)
        check((await v.open(where)).status() === 200, `${where} is answered`);
    check(await v.page.locator('h1').count() === 1, `${name} has one heading`);
    for (const [width, height] of [[390, 844], [1280, 900]]) {
        await v.page.setViewportSize({ width, height });
        check(!await v.sideways(), `${name} does not scroll sideways at ${width}`);
        await v.axe(`${name} at ${width}`);
        await v.shot(`setup-${name}-${width}`);
    }
}

async function begin(v) {
    const link = v.site.log.match(/\/clinic\/begin\/\S+/)?.[0];
    await v.open(link);
    const fill = { clinic: 'Walking Well', site: 'Canal Street', address: '14 Canal Street', telephone: '01632 960 140',
        zone: 'Europe/London', signed_by: ingrid.name, signed_number: '12041', signed_day: '2026-03-01',
        name: ingrid.name, login: ingrid.login, number: '12041', password: ingrid.password };
    for (const [key, value] of Object.entries(fill))
        await v.page.fill(`#${key}`, value);
    await v.page.selectOption('#country', 'GB');
    await v.go('main form:not([action="/clinic/logout"]) button.btn >> nth=-1');
    await enrol(v, ingrid);
}

// From nothing; each step is found from the guide of the settings.
async function setUp(v) {
    await look(v, '/clinic/settings', 'settings-empty');
    check(/Rooms none yet/.test(await words(v)), 'the guide says what is missing');
    await v.go('main a:text-is("Sites")');
    for (const [name, way, step] of [['Station Road', 'Opposite the station.', 'no'], ['Hillside', 'Bus 12.', 'yes']]) {
        await v.page.fill('#name', name);
        await v.page.fill('#directions', way);
        await v.page.fill('#zone', 'Europe/London');
        await v.tap(`label:has-text("${step === 'yes' ? 'Step-free' : 'Has steps'}")`);
        await send(v, 'Add the site');
    }
    check(/Opposite the station/.test(await words(v)) && /has steps/.test(await words(v)), 'sites say how to get there');
    await look(v, '', 'sites');
    await v.open('/clinic/rooms');
    for (const [site, name, kind] of [['Canal Street', 'Room 1', 'Couch'], ['Station Road', 'Room 1', 'couch'], ['Hillside', 'Hall', '']]) {
        await v.page.selectOption('#site', { label: site });
        await v.page.fill('#name', name);
        await v.page.fill('#kind', kind);
        await send(v, 'Add the room');
    }
    await look(v, '', 'rooms');
    await v.open('/clinic/services');
    for (const [name, minutes, kind] of [['First visit', '60', 'A room with: couch'], ['By telephone', '20', 'No room: we call them']]) {
        await v.page.fill('#name', name);
        await v.page.fill('#minutes', minutes);
        await v.page.fill('#price', '55 pounds');
        await v.page.selectOption('#kind', { label: kind });
        await send(v, 'Add it');
    }
    check(/First visit 60 55 pounds couch yes Ingrid Solberg/.test(await words(v)), 'whoever treats people gives it');
    await look(v, '', 'services');
}

// One of each is changed, closed and opened again.
async function change(v) {
    await v.open('/clinic/services');
    await v.go('main th a:text-is("First visit")');
    check(await v.page.inputValue('#kind') === 'kind couch' && await v.page.locator('input[name="who"]:checked').count() === 1,
        'a kind of visit comes back as it was');
    await look(v, '', 'service');
    await v.page.fill('#minutes', '50');
    await send(v, 'Keep');
    check(/First visit 50 55 pounds couch yes Ingrid Solberg/.test(await words(v)), 'and is changed');
    await v.go('main th a:text-is("By telephone")');
    await send(v, 'Close it');
    check(/By telephone closed/.test(await words(v)), 'or closed');
    await v.open('/clinic/rooms');
    await v.go('main th a:text-is("Hall")');
    await look(v, '', 'room');
    await send(v, 'Close this room');
    await v.go('main th a:text-is("Hall")');
    await send(v, 'Open it again');
    check(!/closed/.test(await words(v)), 'a room is closed and opened again');
    await v.open('/clinic/sites');
    await v.go('main th a:text-is("Hillside")');
    await look(v, '', 'site');
    await v.page.fill('#directions', '');
    await send(v, 'Keep');
    check(!/Bus 12/.test(await words(v)), 'how to get there can be taken away');
}

async function hours(v) {
    await v.open('/clinic/hours');
    await v.go('main th a');
    await v.go('main button:has-text("Add these hours")');
    check(/Tick at least one day/.test(await words(v)), 'what is missing is said');
    await look(v, '', 'hours-wrong');
    for (const [days, site, from, to] of [[['Monday', 'Wednesday'], 'Canal Street', '8:30', '12:30'], [['Wednesday'], 'Hillside', '12:45', '17:00']]) {
        for (const day of days)
            await v.tap(`label:text-is("${day}")`);
        await v.page.selectOption('#site', { label: site });
        await v.page.fill('#from', from);
        await v.page.fill('#to', to);
        await send(v, 'Add these hours');
    }
    check(/Wednesdays: 15 minutes from Canal Street to Hillside/.test(await words(v)), 'too little time for the way is said');
    await v.tap('label:text-is("Wednesday")');
    await v.page.selectOption('#site', { label: 'Station Road' });
    await v.page.fill('#from', '12:00');
    await v.page.fill('#to', '14:00');
    await send(v, 'Add these hours');
    check(/works at Canal Street at that time already/.test(await words(v)), 'nobody is at two sites at once');
    await look(v, '', 'hours-twice');
    await look(v, '/clinic/hours', 'hours');
}

async function switchOn(v) {
    await v.open('/clinic/settings');
    await v.tap('label:has-text("Anybody may book online")');
    await v.page.fill('#remind_days', '99');
    await v.go('form:has(#remind_days) button');
    check(/from 0 to 14/.test(await words(v)) && await v.page.isChecked('#books'), 'what was sent comes back');
    await v.page.fill('#remind_days', '2');
    await v.go('form:has(#remind_days) button');
    const page = await words(v);
    check(/Booking online on/.test(page) && !/nothing to book/.test(page), 'the clinic can be booked');
    await look(v, '', 'settings');
    await v.open('/clinic/log');
    const log = await words(v);
    for (const what of ['added a room', 'added a kind of visit', 'changed somebody’s hours', 'changed the settings of the diary'])
        check(log.includes(what), `the log tells: ${what}`);
}

// In a clinic at work: a day off is added, and what is booked then is named.
async function dayOff() {
    const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'ambulando-')), 'demo');
    const told = spawnSync(path.join(root, 'build/ambulando'), ['demo', folder, '--on', '2026-03-02']).stdout.toString();
    const site = await serve({ day: '2026-03-02 08:30', data: folder });
    const v = await browse(site, { width: 1280, height: 900 });
    await signIn(v, { login: 'joan@demo.example', password: 'solvitur ambulando', secret: told.match(/joan@demo.example\?secret=([A-Z2-7]+)/)[1] });
    await look(v, '/clinic/diary/stranded', 'stranded-none');
    check(/There are none/.test(await words(v)), 'every visit of the demo can be kept');
    await v.open('/clinic/away');
    await v.page.selectOption('#account', { label: 'Tomasz Wieczorek' });
    await v.page.fill('#first_day', '2026-03-03');
    await v.page.fill('#why', 'Course');
    await send(v, 'Add it');
    const n = Number(/(\d+) visits need another time/.exec(await words(v))?.[1]);
    check(n > 3 && await v.page.locator('main a[href^="/clinic/diary/booking/"]').count() === n, `${n} visits are named, with a link to each`);
    await look(v, '', 'away-added');
    await look(v, '/clinic/diary/stranded', 'stranded');
    check((await words(v)).split('Tomasz Wieczorek is away: Course.').length === n + 1, 'each with the reason');
    await v.open('/clinic/away');
    await v.go('tr:has-text("3 Mar 2026") >> button');
    await v.open('/clinic/diary/stranded');
    check(/There are none/.test(await words(v)), 'dropped, they can be kept again');
    fs.rmSync(path.dirname(folder), { recursive: true, force: true });
}

const site = await serve({ day: '2026-03-02 08:00' });
const owner = await browse(site, { width: 1280, height: 900 });
try {
    for (let i = 0; i < 100 && !/clinic\/begin/.test(site.log); i++)
        await new Promise(done => setTimeout(done, 20));
    await begin(owner);
    await setUp(owner);
    await change(owner);
    await hours(owner);
    await switchOn(owner);
    await dayOff();
} catch (wrong) {
    check(false, `it goes on to its end: ${wrong.stack}`);
    console.log(`    at ${owner.page.url()}`);
    await owner.shot('setup-stopped');
}
await finish('setting up in a browser');
