// player.mjs - a whole session in a browser: hands-free with script, the clock sped up; interrupted and gone on
// with; stopped because it hurt; without script; and the question an hour later. What arrives is looked at in
// the record.
import { browse, check, finish, root, serve, turnTo } from './lib.mjs';
import fs from 'node:fs';
import path from 'node:path';

const fortnight = fs.readFileSync(path.join(root, 'test/e2e/fortnight.record'), 'utf8');
const day = fortnight.match(/^\d{4}-\d\d-\d\d/gm).sort().at(-1);
const site = await serve({ day: `${day} 10:00` });

async function bring(v) {
    await v.open('/record?load=1');
    await v.page.fill('textarea[name="file"]', fortnight);
    await v.go('form:has(textarea) .btn >> nth=-1');
    while (await v.page.locator('button[name="agree"], input[name="agree"], input[name="do"][value="load"]').count())
        await v.go('form:has([name="agree"], [name="do"][value="load"]) .btn >> nth=0');
}
// The record's session lines of today that the page wrote, newest last.
async function told(v) {
    const text = await v.page.evaluate(async () => (await fetch('/record/file')).text());
    return text.split('\n').filter(l => l.startsWith(day) && / session /.test(l) && !fortnight.includes(l)).map(decodeURIComponent);
}
const at = v => new URL(v.page.url()).pathname;
const start = v => v.page.locator('.ring + button');

// --- with script ------------------------------------------------------------------------------------------
{
    const v = await browse(site, {});
    await bring(v);
    await v.page.clock.install();
    await v.open('/session');
    await v.axe('/session');
    await v.shot('player-list');
    const items = await v.page.locator('.list > li .name').allTextContents();
    check(items.length > 1, `there are exercises to do: ${items.length}`);
    await v.go('main a.btn:has-text("Start")');
    await v.axe('the player');
    check(await start(v).textContent() === 'Start', 'the player waits for its start');

    // Interrupted: the page is closed in the middle, and opened again.
    const first = at(v);
    await start(v).click();
    check(await start(v).textContent() === 'Pause', 'it runs');
    await v.page.clock.runFor(16000);
    await v.shot('player-running');
    const lead = await v.page.locator('#dose').textContent();
    check(!/ready/.test(await v.page.locator('.ring span').first().textContent()), 'past getting ready');
    const page = v.page;
    v.page = await v.context.newPage();
    await page.close();
    await v.page.clock.install();
    await v.open('/session');
    await v.go('main a.btn:has-text("Start"), main a.btn:has-text("Go on")');
    check(at(v) === first, 'the same exercise is next');
    check(await start(v).textContent() === 'Go on', 'it goes on where it was');
    check(await v.page.locator('#dose').textContent() === lead, `at the same repetition: ${lead}`);
    await start(v).click();
    await v.page.keyboard.press('Tab');
    await v.page.locator('h1').click();
    await v.page.keyboard.press(' ');
    check(await start(v).textContent() === 'Go on', 'the space bar pauses');
    await v.page.clock.runFor(5000);
    const held = await v.page.locator('.ring b').textContent();
    await v.page.clock.runFor(5000);
    check(await v.page.locator('.ring b').textContent() === held, 'and stands still');

    // To the end, by itself.
    const seen = [];
    for (let i = 0; i < 12 && at(v) !== '/session/end'; i++) {
        seen.push(at(v));
        await start(v).click();
        const here = v.page.url();
        for (let k = 0; k < 40 && v.page.url() === here; k++) {
            await v.page.clock.runFor(30000);
            await v.page.waitForTimeout(50);
        }
        await v.page.waitForLoadState();
    }
    check(seen.length === items.length && new Set(seen).size === items.length, `each exercise once: ${seen.join(' ')}`);
    check(at(v) === '/session/end', `then the two questions: ${at(v)}`);
    await v.axe('/session/end');
    await v.shot('player-end');
    await v.page.check('input[name="leg_during"][value="2"]', { force: true });
    await v.page.check('input[name="tingle_change"][value="none"]', { force: true });
    await v.go('form .btn >> nth=-1');
    check(at(v) === '/', 'and back to Today');
    let lines = await told(v);
    check(lines.filter(l => / did=|&did=/.test(l)).length === items.length, `each is in the record: ${lines.length}`);
    check(lines.some(l => /leg_during=2/.test(l) && /tingle_change=none/.test(l)), 'and how it was');
    check(await v.page.evaluate(() => Object.keys(localStorage).filter(k => k.startsWith('player ')).length) === 0, 'the device keeps nothing of it');

    // It hurt.
    await v.open('/session');
    await v.go('main a.btn:has-text("Go on"), main a.btn:has-text("Start")');
    await start(v).click();
    await v.page.clock.runFor(50000);
    const hurt = at(v);
    if (!hurt.endsWith('/end')) {
        await v.go('#hurt');
        check(at(v).endsWith('/hurt'), 'that hurt: asked at once');
        check(/did=/.test(v.page.url()), `with what was done: ${v.page.url()}`);
        await v.axe('that hurt');
        await v.shot('player-hurt');
        await v.page.check('input[name="leg_during"][value="7"]', { force: true });
        await v.page.check('input[name="reach_after"][value="calf"]', { force: true });
        await v.go('form .btn >> nth=-1');
        lines = await told(v);
        check(/provoked=/.test(lines.at(-1)) && /leg_during=7/.test(lines.at(-1)) && /did=/.test(lines.at(-1)), `kept in one fact: ${lines.at(-1)}`);
    }
    await v.context.close();
}

// --- without script ---------------------------------------------------------------------------------------
const plain = await browse(site, { script: false });
const helper = await browse(site, {});
await bring(helper);
await plain.context.addCookies(await helper.context.cookies());
await plain.open('/session');
const rows = await plain.page.locator('.list > li').count();
for (let i = 0; i < rows; i++) {
    const button = plain.page.locator('.list > li').nth(i).locator('button[name="did"]');
    await Promise.all([plain.page.waitForNavigation(), button.click()]);
    check(at(plain) === '/session', 'done, and back to the list');
}
check(await plain.page.locator('.list > li .beads .on').count() === rows, 'every one has its bead');
await plain.open('/session/end');
await plain.page.check('input[name="leg_during"][value="1"]', { force: true });
await plain.go('form .btn >> nth=-1');
check((await told(helper)).filter(l => /did=/.test(l)).length === rows, 'the same facts without script');

// --- an hour later ----------------------------------------------------------------------------------------
await helper.open('/');
check(await helper.page.locator('#after').count() === 0, 'not asked before an hour is over');
await turnTo(site, `${day} 11:30`);
await helper.open('/');
check(await helper.page.locator('#after').count() === 1, 'an hour later Today asks how the leg is');
await helper.axe('Today with the question');
await helper.shot('player-after');
const before = (await told(helper)).length;
await helper.page.check('#after input[name="leg_after"][value="1"]', { force: true });
await helper.go('#after form .btn >> nth=-1');
const lines = await told(helper);
check(/leg_after=1/.test(lines.at(-1)) && /leg_during=1/.test(lines.at(-1)), `it goes to that session: ${lines.at(-1)}`);
check(lines.length >= before, 'nothing is lost');
check(await helper.page.locator('#after').count() === 0, 'and is asked once');

await finish('player');
