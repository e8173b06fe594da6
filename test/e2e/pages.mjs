// pages.mjs - every page, looked at by a machine and kept for people: axe at 390, 320 and 1280 px, in
// light and dark, nothing that scrolls sideways, text of twice the size, valid markup, pictures.
import { signIn } from './desk.mjs';
import { browse, check, finish, root, serve, shots } from './lib.mjs';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const everyday = ['/', '/checkin', '/session', '/session/E1', '/walk', '/flare', '/swap/E1', '/progress', '/progress?days=42',
    '/why', '/plan/print', '/exercises', '/exercises/E3', '/exercises/A1', '/exercises/W', '/exercises/ladder/NEU', '/learn', '/record', '/record?load=1', '/record?zone=1', '/record?erase=1', '/record?leave=1', '/reminder',
    '/phone', '/devices', '/privacy', '/about', '/safety', '/safety?told', '/start/where', '/start/like', '/start/worse', '/start/you',
    '/start/strength', '/start/beliefs', '/start/history', '/measure', '/direction', '/back', '/back/new', '/nowhere'];
const name = p => p === '/' ? 'today' : p.slice(1).replace(/[/?=]+/g, '-');

// Posts a record to a new visitor, as a person would who brings one along.
async function bring(v, file) {
    await v.open('/record?load=1');
    await v.page.fill('textarea[name="file"]', file);
    await v.go('form:has(textarea) .btn >> nth=-1');
    for (let i = 0; i < 3 && !/\/record|\/$/.test(new URL(v.page.url()).pathname + '#') && await v.page.locator('form .btn').count(); i++)
        await v.go('form .btn >> nth=0');
    while (await v.page.locator('button[name="agree"], input[name="agree"], input[name="do"][value="load"]').count())
        await v.go('form:has([name="agree"], [name="do"][value="load"]) .btn >> nth=0');
}

const fortnight = fs.readFileSync(path.join(root, 'test/e2e/fortnight.record'), 'utf8');
const day = fortnight.match(/^\d{4}-\d\d-\d\d/gm).sort().at(-1);
const site = await serve({ day });

async function look(v, paths, how, { shoot = false, axe = true } = {}) {
    for (const p of paths) {
        const answer = await v.open(p);
        const where = `${p} ${how}`;
        check(answer.status() < 500, `${where} is answered`);
        check(!await v.sideways(), `${where} does not scroll sideways`);
        check(await v.page.locator('h1').count() === 1, `${where} has one heading`);
        check(await v.page.locator('main :checked:not(option), main option[selected]').count() === 0, `${where} chooses nothing in advance`);
        if (axe)
            await v.axe(where);
        if (shoot)
            await v.shot(`${name(p)}-${how.replace(/ /g, '-')}`);
    }
}

const kinds = [['390', { width: 390 }, true], ['320 dark', { width: 320, dark: true }, true], ['1280', { width: 1280 }, true],
    ['390 dark', { width: 390, dark: true }, true]];
for (const [how, options, shoot] of kinds) {
    const v = await browse(site, options);
    await look(v, ['/', '/safety', '/learn', '/privacy'], `first ${how}`, { shoot });
    await bring(v, fortnight);
    await v.open('/learn');
    const lessons = how === '390' ? await v.page.locator('main a[href^="/learn/"]').evaluateAll(as => [...new Set(as.map(a => a.getAttribute('href')))]) : [];
    await look(v, [...everyday, ...lessons], how, { shoot });
    await v.open('/safety');
    for (const tick of await v.page.locator('.danger input:visible').all())
        await tick.click({ force: true });
    await v.axe(`/safety ticked ${how}`);
    if (shoot)
        await v.shot(`safety-ticked-${how.replace(/ /g, '-')}`);
    await v.go('.danger > .then button[name="stop"]:visible');
    await look(v, ['/', '/seen', '/mistake/saddle'], `urgent ${how}`, { shoot });
    await v.context.close();
}

// Text of twice the size, on a phone.
const large = await browse(site, { width: 390 });
await bring(large, fortnight);
for (const p of everyday) {
    await large.open(p);
    await large.page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    check(!await large.sideways(), `${p} with text of twice the size does not scroll sideways`);
}

// By keyboard alone: every link and control can be reached, and is seen to be.
await large.open('/');
const seen = new Set();
for (let i = 0; i < 60; i++) {
    await large.page.keyboard.press('Tab');
    const at = await large.page.evaluate(() => {
        const e = document.activeElement, s = getComputedStyle(e);
        return { what: e.outerHTML.slice(0, 80), ring: s.outlineStyle !== 'none' || s.boxShadow !== 'none', body: e === document.body };
    });
    if (at.body)
        break;
    check(at.ring, `focus is seen on ${at.what}`);
    seen.add(at.what);
}
check(seen.size > 8, `${seen.size} places are reached by keyboard`);

// The pictures of README.md: `make screens` keeps them.
if (process.env.SCREENS) {
    const v = await browse(site, { width: 390, height: 780 });
    await v.open('/safety');
    await v.page.locator('#t-saddle').click({ force: true });
    await v.page.locator('#t-saddle').scrollIntoViewIfNeeded();
    await v.page.screenshot({ path: path.join(root, 'docs/screens/safety.png') });
    const early = await serve({ day: '2026-03-02' });
    const w = await browse(early, { width: 390, height: 780 });
    await bring(w, fs.readFileSync(path.join(root, 'docs/example.record'), 'utf8'));
    await w.open('/');
    await w.page.screenshot({ path: path.join(root, 'docs/screens/today.png') });

    const data = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'ambulando-')), 'demo');
    const told = spawnSync(path.join(root, 'build/ambulando'), ['demo', data, '--on', '2026-03-02']).stdout.toString();
    const clinic = await serve({ day: '2026-03-02 08:30', data });
    const desk = await browse(clinic, { width: 1280, height: 900 });
    await signIn(desk, {
        login: 'tomasz@demo.example', password: 'solvitur ambulando',
        secret: told.match(/tomasz@demo.example\?secret=([A-Z2-7]+)/)[1],
    });
    for (const [where, name] of [['/clinic?who=all', 'needs'], ['/clinic/people?q=Marta', 'found']]) {
        await desk.open(where);
        if (name === 'found')
            await desk.go('a:has-text("Marta Lindqvist")');
        await desk.page.screenshot({ path: path.join(root, `docs/screens/${name === 'found' ? 'patient' : name}.png`) });
    }
}

console.log(`    pictures are in ${path.relative(root, shots)}`);
await finish('pages');
