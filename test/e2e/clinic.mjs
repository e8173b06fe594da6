// clinic.mjs - the day of an osteopath, in a real browser: the clinic is set up, a patient joins with a
// record begun at home, is examined and treated, gets a changed plan before leaving, checks in; an urgent
// answer reaches the list, is acknowledged and cleared; a letter is printed; figures agree with the facts.
//
// Two or three browsers at once: the desk's, 1280 wide, and the patient's phone.
import { browse, check, finish, serve, shots, turnTo } from './lib.mjs';
import { at, checkin, firstPlan, pick, safetyWithoutATick, shown } from './person.mjs';
import { clock, code, enrol, look, signIn } from './desk.mjs';
import fs from 'node:fs';
import path from 'node:path';

const desktop = { width: 1280, height: 900 };
const ingrid = { name: 'Ingrid Solberg', login: 'ingrid@clinic.example', password: 'four words that nobody knows' };
const tom = { name: 'Tom Achterberg', login: 'tom@clinic.example', password: 'quite another set of words', number: '13377' };
const patient = { name: 'Nora Quist', born: '1984' };

// A choice by its name and value: a tap on its words, as a hand would.
async function choose(v, name, value) {
    const id = await v.page.locator(`[name="${name}"][value="${value}"]`).first().getAttribute('id');
    await v.tap(`label[for="${id}"]`);
}
// A day of the server's, so many after today.
const day = (site, after = 0) => new Date(clock(site) + after * 86400000).toISOString().slice(0, 10);
// What a page says is wrong, when it came back.
const wrongs = async v => (await v.page.locator('.error, .error-summary, [role="alert"]').allInnerTexts()).join(' / ').replace(/\s+/g, ' ');
const kept = async (v, page, what) => check(!at(v).endsWith(page), `${what} is kept: ${await wrongs(v)}`);
const send = v => v.go('main form:not([action="/clinic/logout"]) button.btn >> nth=-1');
const file = v => v.page.evaluate(async () => (await fetch('/record/file')).text());

// --- the owner sets the clinic up --------------------------------------------------------------------------

async function begin(site, desk) {
    check((await desk.open('/clinic')).status() === 404, 'before the link is used nothing of a clinic is there');
    const link = site.log.match(/\/clinic\/begin\/\S+/)?.[0];
    check(link !== undefined, 'the server prints a link for the owner');
    await desk.open(link);
    check(await desk.page.locator('input[type="password"]').inputValue() === '', 'there is no default password');
    await look(desk, '', 'begin');
    const fill = { clinic: 'Walking Well', site: 'Canal Street', address: '14 Canal Street', telephone: '01632 960 140',
        zone: 'Europe/London', signed_by: ingrid.name, signed_number: '12041', signed_day: '2026-03-01',
        name: ingrid.name, login: ingrid.login, number: '12041', password: ingrid.password };
    for (const [key, value] of Object.entries(fill))
        await desk.page.fill(`#${key}`, value);
    await desk.page.selectOption('#country', 'GB');
    await send(desk);
    await look(desk, '', 'begin-second', { shots: false }); // the picture would hold a secret
    await enrol(desk, ingrid);
    await desk.go('main a.btn');
    check(at(desk) === '/clinic', 'then the owner is in the clinic');
    const again = await desk.open(link);
    check(again.status() === 404, 'the link works once');
    await look(desk, '/clinic', 'needs-empty');
    check(!/have not been reviewed/.test(await desk.page.locator('main').innerText()), 'the rules are signed');
}

async function invite(desk, guest) {
    await desk.open('/clinic/staff');
    await look(desk, '', 'staff');
    await desk.page.fill('#name', tom.name);
    await desk.page.fill('#login', tom.login);
    await desk.page.fill('#number', tom.number);
    await choose(desk, 'role', 'practitioner');
    await send(desk);
    const link = (await desk.page.locator('.secret code').innerText()).trim();
    await look(desk, '', 'staff-link', { shots: false });
    await guest.open(new URL(link).pathname);
    await look(guest, '', 'welcome');
    await guest.page.fill('#password', tom.password);
    await send(guest);
    await enrol(guest, tom);
    await guest.go('main a.btn');
    check(at(guest) === '/clinic', 'the practitioner has taken the account up');
    check((await guest.open('/clinic/settings')).status() === 404, 'and does not see what is the owner’s');
}

// --- a patient joins with what was begun at home ---------------------------------------------------------------

// Returns the patient's own path.
async function addPatient(desk, phone) {
    const from = Date.now();
    await desk.open('/clinic/new');
    await look(desk, '', 'new');
    await desk.page.fill('#name', patient.name);
    await desk.page.fill('#born', patient.born);
    await send(desk);
    if (!await desk.page.locator('.secret code').count()) // first the patient, then the link
        await desk.go('main form[action$="/link"] button, main a[href$="/link"]');
    if (!await desk.page.locator('.secret code').count())
        await send(desk);
    const link = (await desk.page.locator('.secret code').innerText()).trim();
    check(await desk.page.locator('main svg').count() > 0, 'the link is there as a picture to scan');
    await look(desk, '', 'link', { shots: false });
    const self = await desk.page.locator('main a[href^="/clinic/patient/"]').first().getAttribute('href');

    const before = await file(phone);
    await phone.open(new URL(link).pathname);
    await phone.axe('the page on which a patient joins');
    await phone.page.fill('#born', '1985');
    await pick(phone, 'mine', 'yes');
    await pick(phone, 'agree', 'yes');
    await send(phone);
    check(/not the year/i.test(await shown(phone)), 'another year of birth does not open it');
    check(await phone.page.locator('[name="agree"]').isChecked(), 'the other answers stand as they were');
    await phone.page.fill('#born', patient.born);
    await phone.go('main form .btn >> nth=-1');
    check(at(phone) === '/', `the phone has joined: ${await wrongs(phone)}`);
    const after = await file(phone);
    check(before.split('\n').filter(line => /^\d/.test(line)).every(line => after.includes(line)), 'with everything that was told at home');
    check(/ consent .*to=share/.test(after), 'and their agreement');
    console.log(`    a patient is added and has joined in ${Math.round((Date.now() - from) / 1000)} s, pictures and checks included`);
    return self;
}

// --- the visit --------------------------------------------------------------------------------------------------

async function examine(desk, self) {
    await look(desk, self, 'patient');
    const page = await shown(desk);
    check(page.includes(patient.name), 'the patient is on one screen');
    check(/Leg pain|leg/i.test(page), 'with what was told at home');
    await look(desk, `${self}/history`, 'history');
    await desk.page.fill('#presenting', 'Pain down the left leg since a day of lifting.');
    await send(desk);
    const taps = desk.taps;
    await look(desk, `${self}/exam`, 'exam');
    await desk.page.fill('#left_slr_deg', '45');
    for (const [name, value] of [['left_crossed_slr', 'negative'], ['left_slump', 'positive'], ['left_ankle_reflex', 'reduced'],
        ['left_knee_reflex', 'normal'], ['left_sensation', 'normal'], ['left_mrc_dorsiflexion', '5'], ['left_mrc_big_toe', '5'],
        ['left_mrc_plantarflexion', '5'], ['left_mrc_knee_extension', '5']])
        await choose(desk, name, value);
    await send(desk);
    await kept(desk, '/exam', 'the examination');
    await look(desk, `${self}/treatment`, 'treatment');
    for (const [name, value] of [['consent', 'given'], ['chaperone', 'offered'], ['technique', 'soft_tissue'],
        ['technique', 'articulation'], ['level', 'L5'], ['response', 'better']])
        await choose(desk, name, value);
    await desk.page.fill('#note', 'Walked out easier than in.');
    await send(desk);
    await kept(desk, '/treatment', 'the treatment');
    await desk.open(self);
    const after = await shown(desk);
    check(after.includes('Walked out easier than in'), 'the treatment stands on the line');
    check(after.includes(tom.name), 'with the name of who gave it');
    return desk.taps - taps;
}

const todayOf = async v => {
    await v.open('/');
    return (await v.page.locator('article').allInnerTexts()).map(t => t.replace(/\s+/g, ' ').slice(0, 50)).join(' | ');
};

async function changePlan(desk, phone, self) {
    const before = await todayOf(phone);
    const item = await phone.page.locator('a[href^="/session/"]').first().getAttribute('href');
    check(item !== null, 'there is something in the plan to change');
    await look(desk, `${self}/plan`, 'plan');
    const id = item.match(/\/session\/(\w+)/)[1];
    await desk.page.locator(`details:has([name="ban_item"][value="${id}"])`).evaluateAll(all => all.forEach(d => { d.open = true; }));
    await choose(desk, 'ban_item', id);
    await desk.page.fill('#until', day(desk.site, 42));
    await desk.page.fill('#why', 'It brought the leg on in the room.');
    await send(desk);
    await look(desk, '', 'plan-preview');
    if (await desk.page.locator('main form [type="checkbox"]').count()) { // what comes in its place may be more
        const more = await desk.page.locator('main form [type="checkbox"]').first().getAttribute('id');
        await desk.tap(`label[for="${more}"]`);
    }
    await desk.go('main form .btn >> nth=0');
    await kept(desk, '/plan', 'the change of the plan');
    const after = await todayOf(phone);
    check(before !== after, 'the phone shows the changed plan before they leave');
    check(!(await phone.page.content()).includes(`/session/${id}"`), 'without what was taken out');
    await phone.shot('clinic-phone-changed');
}

// --- the days after -----------------------------------------------------------------------------------------------

async function nextMorning(phone, desk, self) {
    await phone.open('/checkin');
    check(await phone.page.locator('[name="sore"]').count() > 0, 'the day after it is asked how the treatment was');
    await phone.axe('the check-in after a treatment');
    await pick(phone, 'screen_none', 'yes');
    for (const [name, value] of [['leg', '5'], ['back', '2'], ['reach', 'thigh'], ['morning', 'better'], ['numb', 'none'], ['sore', 'a_little']])
        await pick(phone, name, value);
    if (await phone.page.locator('[name="new_symptom"]').count())
        await pick(phone, 'new_symptom', 'no');
    await phone.go('form .btn >> nth=-1');
    check(at(phone) === '/', 'the check-in is kept');
    const told = await file(phone);
    check(/ after_treatment .*sore=a_little/.test(told), 'what the treatment left is told');
    await desk.open(self);
    check(/a little/i.test(await shown(desk)), 'and is on the patient’s line');
}

async function urgent(phone) {
    await phone.open('/safety');
    await phone.tap('label[for="t-saddle"]');
    await phone.go('.danger:has(#t-saddle) > .then button[name="stop"]');
    check(await phone.page.locator('a[href="tel:999"]').count() > 0, 'the phone says what to do, whoever looks at the list');
}

async function acknowledge(desk, self) {
    await desk.open('/clinic');
    await look(desk, '', 'needs');
    const row = desk.page.locator('main .need, main li, main tr, main article').filter({ hasText: patient.name }).first();
    check(await row.count() === 1, 'the urgent answer is on the list');
    check(await desk.page.locator('main .red', { hasText: patient.name }).count() > 0, 'in red');
    await desk.go(`main form[action*="acknowledge"] button, main button:has-text("Acknowledge"), main button:has-text("I have seen")`);
    await desk.open('/clinic');
    check((await shown(desk)).includes(tom.name), 'it says who has acknowledged it');
    await look(desk, '', 'needs-acknowledged');
    await look(desk, self, 'patient-urgent');
    await desk.go('main a[href$="/handover"]');
    check(/handover/i.test(await shown(desk)), 'the handover is one tap away');
    await look(desk, '', 'handover');
    const pdf = await desk.page.pdf({ format: 'A4' });
    fs.writeFileSync(path.join(shots, 'clinic-handover.pdf'), pdf);
    check(pdf.length > 5000, 'and can be printed');
    check((pdf.toString('latin1').match(/\/Type \/Page\b/g) ?? []).length === 1, 'on one sheet');
}

async function clear(site, phone, desk, self) {
    await desk.open(`${self}/clear`);
    await look(desk, '', 'clear');
    for (const box of await desk.page.locator('[name="flag"]').all())
        await choose(desk, 'flag', await box.getAttribute('value'));
    await choose(desk, 'seen_by', 'hospital');
    await desk.page.fill('#seen_on', day(site));
    await desk.page.fill('#outcome', 'Seen at the General. Scan clear, exercise may go on.');
    await send(desk);
    check(await desk.page.locator('[name="step_code"]').count() === 1, 'to clear it they prove again that it is them');
    await look(desk, '', 'step');
    await desk.page.fill('[name="step_code"]', code(site, tom));
    await send(desk);
    await kept(desk, '/clear', 'the clearance');
    await phone.open('/');
    check(await phone.page.locator('nav.tabs').count() > 0, 'the urgent page gives way on the phone');
    await desk.open('/clinic');
    check(await desk.page.locator('main .red', { hasText: patient.name }).count() === 0, 'and it is red no more');
}

async function letter(desk, self) {
    await look(desk, `${self}/letters`, 'letters');
    await look(desk, `${self}/letter/gp`, 'letter');
    await desk.page.fill('#name', 'Dr Helen Marsh, Millbrook Surgery');
    await send(desk);
    check(at(desk).includes('/letter-sent/'), 'the letter is kept');
    await look(desk, '', 'letter-sent');
    const words = await desk.page.locator('main').innerText();
    check(words.includes('Dr Helen Marsh') && words.includes(patient.name), 'it names whom it goes to and whom it is about');
    check(words.includes(tom.name), 'and who signs it');
    const pdf = await desk.page.pdf({ format: 'A4' });
    fs.writeFileSync(path.join(shots, 'clinic-letter.pdf'), pdf);
    check(pdf.length > 5000, 'it is printed');
}

async function figures(desk, self, phone) {
    await look(desk, '/clinic/figures', 'figures');
    const facts = await file(phone);
    const visits = (facts.match(/ treatment /g) ?? []).length;
    const page = await shown(desk);
    check(visits === 1, 'one treatment is in the record');
    check(/\b1\b/.test(page), 'the figures count the patient who began');
    check(!/\b\d+ ?%/.test(page) || /\d+ of \d+/.test(page), 'no percentage stands without its numbers');
}

// Their own calendar: its address is shown once, and gives a calendar to whoever has it, without a cookie.
async function calendar(desk, other) {
    const make = async () => {
        await send(desk);
        if (await desk.page.locator('[name="step_code"]').count()) {
            await desk.page.fill('[name="step_code"]', code(site, tom));
            await send(desk);
        }
    };
    const fetched = async address => {
        const answer = await other.page.request.get(new URL(new URL(address).pathname, site.url).href);
        return [answer.status(), answer.headers()['content-type'], await answer.text()];
    };
    await look(desk, '/clinic/calendar', 'calendar');
    await make();
    const address = await desk.page.locator('.secret code').innerText();
    check(/\/feed\/[\w-]{43}\.ics$/.test(address), 'the address of a calendar is shown');
    await look(desk, '', 'calendar-made');
    const [status, type, text] = await fetched(address);
    check(status === 200 && type === 'text/calendar; charset=utf-8' && text.startsWith('BEGIN:VCALENDAR\r\n'), 'it gives a calendar');
    await look(desk, '/clinic/calendar', 'calendar-on');
    await make(); // the last button: it is switched off
    check(at(desk) === '/clinic/calendar' && (await fetched(address))[0] === 404, 'switched off, nothing is there any more');
}

async function ownersPages(desk) {
    for (const [where, name] of [['/clinic/people', 'people'], ['/clinic/settings', 'settings'], ['/clinic/sites', 'sites'],
        ['/clinic/staff', 'staff-two'], ['/clinic/sign', 'sign'], ['/clinic/log', 'log'], ['/clinic/keeping', 'keeping'],
        ['/clinic/account', 'account']])
        await look(desk, where, name);
    await desk.open('/clinic/log');
    const log = await shown(desk);
    for (const what of ['opened the record', 'joined with their phone', 'wrote down an exam', 'wrote down a treatment',
        'changed the plan', 'acknowledged', 'opened a handover', 'cleared what was urgent', 'wrote a letter', 'signed in'])
        check(log.includes(what), `the log tells: ${what}`);
    check(!/saddle|numb/i.test(log), 'and says nothing of health');
}

async function signOut(desk) {
    await desk.open('/clinic');
    await desk.go('form[action="/clinic/logout"] button');
    check(at(desk) === '/clinic/login', 'signed out');
    await look(desk, '', 'login');
    await desk.open('/clinic');
    check(at(desk) === '/clinic/login', 'nothing is shown without signing in');
}

// --- one day after the other -----------------------------------------------------------------------------------------

const site = await serve({ day: '2026-03-02 08:00' });
const owner = await browse(site, desktop), desk = await browse(site, desktop), phone = await browse(site);

async function days() {
    for (let i = 0; i < 100 && !/clinic\/begin/.test(site.log); i++)
        await new Promise(done => setTimeout(done, 20));
    await begin(site, owner);
    await invite(owner, desk);
    await firstPlan(phone);
    const self = await addPatient(desk, phone);
    await turnTo(site, '2026-03-02 08:10'); // the treatment comes after what was told in the waiting room
    const taps = await examine(desk, self);
    console.log(`    examined and treated in ${taps} taps`);
    await changePlan(desk, phone, self);

    await turnTo(site, '2026-03-03 08:00');
    await signIn(desk, tom);
    await nextMorning(phone, desk, self);

    await turnTo(site, '2026-03-04 08:00');
    await urgent(phone);
    await signIn(desk, tom);
    await acknowledge(desk, self);
    await turnTo(site, '2026-03-04 08:12');
    await clear(site, phone, desk, self);
    await letter(desk, self);
    await figures(desk, self, phone);
    await calendar(desk, phone);
    await signIn(owner, ingrid);
    await ownersPages(owner);
    await signOut(owner);
}

try {
    await days();
} catch (wrong) {
    check(false, `the day goes on to its end: ${wrong.stack}`);
    for (const [v, name] of [[owner, 'owner'], [desk, 'desk'], [phone, 'phone']]) {
        console.log(`    ${name} was at ${v.page.url()}`);
        await v.shot(`clinic-stopped-${name}`);
    }
}
await finish('clinic');
