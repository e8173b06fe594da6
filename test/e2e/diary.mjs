// diary.mjs - the diary at a front desk: a visit is booked, moved by keyboard and by mouse, refused in words, marked as
// arrived and cancelled; the same without script; and every page of it is looked at.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { browse, check, finish, root, serve } from './lib.mjs';
import { at, look, signIn, words } from './desk.mjs';

const DAY = '2026-03-02';
const data = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'ambulando-')), 'demo');
const told = spawnSync(path.join(root, 'build/ambulando'), ['demo', data, '--on', DAY]).stdout.toString();
const seeded = spawnSync('/usr/bin/python3', [path.join(root, 'test/e2e/diary.py'), path.join(data, 'ambulando.db'), DAY]);
check(seeded.status === 0, `the clinic has a diary: ${seeded.stderr}`);
const joan = { login: 'joan@demo.example', password: 'solvitur ambulando', secret: told.match(/joan@demo.example\?secret=([A-Z2-7]+)/)[1] };
const site = await serve({ day: `${DAY} 10:15`, data });
const VISIT = n => `b${n.toString(16).padStart(14, '0')}`; // what diary.py made
const MOVES = VISIT(4002), OTHER = VISIT(4004);

const desk = await browse(site, { width: 1280, height: 900 });
const { page } = desk;
const said = () => page.textContent('#said');
const leads = async what => { await Promise.all([page.waitForNavigation(), what()]); await desk.keep(); };
const column = async n => (await page.locator('.diary .col').nth(n).boundingBox());
const stands = async id => page.evaluate(i => document.getElementById(i)?.closest('.col').dataset.name + ' ' + document.getElementById(i)?.dataset.from, id);

// --- the day

await signIn(desk, joan);
check(at(desk) === '/clinic/diary', 'the front desk lands on the diary');
check(/Monday 2 March/.test(await words(desk)) && /4 visits, \d+ free, 1 did not come/.test(await words(desk)), 'the day is counted');
check(await page.locator('.now').count() === 2, 'there is a line of now in each column');
const line = await page.locator('.now').first().boundingBox(), ten = await page.locator('.hrs span', { hasText: '10:00' }).boundingBox();
check(line.y > ten.y && line.y < ten.y + 96, 'and it stands after ten');
const first = await page.locator(`#${OTHER}`).boundingBox();
check(Math.abs(first.height - 64) < 8, 'forty minutes are two thirds of an hour high');
await look(desk, '/clinic/diary', 'diary');
await look(desk, `/clinic/diary/week?day=${DAY}`, 'diary-week');
await look(desk, `/clinic/diary/sheet?day=${DAY}`, 'diary-sheet', { shots: false });
await look(desk, `/clinic/diary/booking/${OTHER.slice(1)}`, 'diary-visit');
await look(desk, `/clinic/diary/new?day=${DAY}`, 'diary-new');

// --- by keyboard and by mouse

await desk.open('/clinic/diary');
await page.focus(`#${MOVES}`);
await page.keyboard.press('ArrowUp');
check(await page.evaluate(() => document.activeElement.textContent.includes('free')), 'an arrow leads to what stands above');
await page.focus(`#${MOVES}`);
await page.keyboard.press('m');
check(/^Moving .+, 11:00\. Arrow keys/.test(await said()), 'what M does is read out');
await page.keyboard.press('ArrowDown');
check(/^11:05, Tomasz/.test(await said()), 'and each step');
await page.keyboard.press('Escape');
check(await stands(MOVES) === 'Tomasz Wieczorek 660' && /Left/.test(await said()), 'Escape leaves it where it was');
await page.keyboard.press('m');
await page.keyboard.press('ArrowLeft');
await leads(() => page.keyboard.press('Enter'));
check(at(desk) === '/clinic/diary' && await stands(MOVES) === 'Priya Raman 660', 'it is with Priya now, at that time');
check(await page.evaluate(() => document.activeElement.id) === MOVES, 'and is where one is');

await page.locator(`#${MOVES}`).scrollIntoViewIfNeeded();
const box = await page.locator(`#${MOVES}`).boundingBox(), to = await column(1);
await page.mouse.move(box.x + 20, box.y + 10);
await page.mouse.down();
await page.mouse.move(box.x + 40, box.y + 40, { steps: 4 });
await page.mouse.move(to.x + 30, box.y + 10 + 96 * 3, { steps: 6 });
await leads(() => page.mouse.up());
check(await stands(MOVES) === 'Tomasz Wieczorek 840', 'it is dragged to two in the afternoon, with Tomasz');
check(await page.locator(`#${MOVES}`).isVisible(), 'and stands there');

await page.focus(`#${OTHER}`);
await page.keyboard.press('m');
for (let step = 0; step < 8; step++)
    await page.keyboard.press('ArrowUp');
await leads(() => page.keyboard.press('Enter'));
check(/Somebody else has that time/.test(await words(desk)) && at(desk) === `/clinic/diary/booking/${OTHER.slice(1)}`, 'what is taken is refused in words');

// --- one visit

await desk.open(`/clinic/diary/booking/${MOVES.slice(1)}`);
check(/moved from Mon 2 Mar 11:00 with Priya Raman by Joan Fairley/.test(await words(desk)), 'what was done is told');
await leads(() => page.click('button[value=arrived]'));
check(await page.locator(`.came #${MOVES}`).count() === 1, 'who has arrived has a tick');

// --- without script: from the wait list, and cancelled again

const plain = await browse(site, { width: 390, script: false });
await plain.context.addCookies(await desk.context.cookies());
await plain.open('/clinic/diary');
check(!await plain.sideways(), 'the day fits a phone');
await plain.go('text=Offer 13:00 today');
check(await plain.page.inputValue('#name') === 'Grace Idowu', 'whoever waits is filled in');
await plain.go('button[value=book]');
check(/Grace Idowu/.test(await words(plain)) && /Nobody waits/.test(await words(plain)), 'and waits no more');
await plain.go('.col a:has-text("Grace Idowu")');
await plain.page.click('text=Cancel the visit');
await plain.go('text=Yes, cancel it');
check(/cancelled/.test(await words(plain)) && await plain.page.locator('button[value=booked]').count() === 1, 'what is cancelled can be taken up again');
await plain.open('/clinic/diary');
check(!/Grace Idowu/.test(await words(plain)), 'what is cancelled is free again');

await finish('the diary in a browser');
