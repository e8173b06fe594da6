// print.mjs - what goes on paper: each sheet is one page of A4. The plans are those of test/cases, of each
// number of exercises the longest; urgent ones print no exercise; then the ladder of every family, and the
// pages of the server themselves. Pictures of them are kept for people.
import { browse, check, finish, root, serve, shots } from './lib.mjs';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const program = path.join(root, 'build/ambulando');
const cases = path.join(root, 'test/cases');
const run = (args, input) => spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1 << 24 });

async function pages(page, name) {
    const pdf = await page.pdf({ preferCSSPageSize: true });
    fs.writeFileSync(path.join(shots, `print-${name}.pdf`), pdf);
    return (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
}

// The record of a case: up to the first blank line.
const records = fs.readdirSync(cases).filter(f => f.endsWith('.case')).sort()
    .map(f => [f, fs.readFileSync(path.join(cases, f), 'utf8').split(/\n[ \t]*\n/)[0]]);
const longest = {};
for (const [file, record] of records) {
    const said = run(['plan', '--json', '-'], record);
    if (said.status !== 0)
        continue;
    const plan = JSON.parse(said.stdout), urgent = /^(emergency|same_day)$/.test(plan.route);
    const kind = urgent ? plan.route : `${plan.items.length}${plan.walk ? '-walk' : ''}`;
    const weight = urgent ? plan.flags.length : plan.reasons.length * 8 + JSON.stringify(plan.items).length;
    if (!longest[kind] || longest[kind].weight < weight)
        longest[kind] = { file, record, weight, urgent, plan };
}
for (let n = 1; n <= 8; n++)
    check(longest[n] || longest[`${n}-walk`], `a case has a plan of ${n} exercises`);
check(longest.emergency && longest.same_day, 'cases have urgent plans');

const fortnight = fs.readFileSync(path.join(root, 'test/e2e/fortnight.record'), 'utf8');
const site = await serve({ day: fortnight.match(/^\d{4}-\d\d-\d\d/gm).sort().at(-1) });
const v = await browse(site);
for (const [kind, { file, record, urgent, plan }] of Object.entries(longest)) {
    const html = run(['plan', '--html', '-', '-'], record).stdout;
    const at = path.join(root, `build/e2e/pages/sheet-${kind}.html`); // for the validator, too
    fs.writeFileSync(at, html);
    await v.page.goto(pathToFileURL(at).href);
    const what = `${kind} (${file})`;
    check(await pages(v.page, kind) === 1, `the sheet of ${what} is one page`);
    check(await v.page.locator('.sheet-rows > li').count() === plan.items.length + (plan.walk ? 1 : 0), `${what}: a row for each thing`);
    check(await v.page.locator('.sheet-help').count() === 1, `${what}: when to get help`);
    check(!urgent || await v.page.locator('.strip, .ticks').count() === 0, `${what}: nothing to do but get help`);
    check(await v.page.evaluate(() => performance.getEntriesByType('resource').length) === 0, `${what}: nothing is fetched`);
    check(!/<link|<script|src=|url\(|@import/.test(html), `${what}: nothing could be`);
    await v.axe(`the sheet of ${what}`);
}

// The ladders, without a record; and the urgent page of the server.
await v.open('/exercises');
const ladders = await v.page.locator('a[href^="/exercises/ladder/"]').evaluateAll(as => as.map(a => a.getAttribute('href')));
check(ladders.length === 14, 'each family has its ladder');
for (const where of ladders) {
    await v.open(where);
    check(await pages(v.page, where.split('/').at(-1)) === 1, `${where} is one page`);
    await v.axe(where);
}
// All exercises, each with all its parts.
await v.open('/exercises');
const all = await v.page.locator('main a[href^="/exercises/"]:not([href*="ladder"])').evaluateAll(as => as.map(a => a.getAttribute('href')));
check(all.length === 58, `the library has 57 exercises and the walking ladder, not ${all.length}`);
for (const where of all) {
    await v.open(where);
    check(!await v.sideways(), `${where} does not scroll sideways`);
    if (/[1W]$/.test(where))
        await v.axe(where);
}
await v.open('/safety');
for (const tick of ['saddle', 'foot_drop', 'fever'])
    await v.page.locator(`#t-${tick}`).click({ force: true });
await v.go('.danger > .then button[name="stop"]:visible');
check(await v.page.locator('form button').count() > 0, 'an urgent answer can be kept');
await v.go('form:has(input[name="agree"]) button');
await v.open('/plan/print');
check(await v.page.locator('.strip, .ticks').count() === 0, 'with an urgent answer no exercise is printed');
check(await pages(v.page, 'urgent-page') === 1, 'the urgent page is one sheet of paper');
check(await v.open('/exercises').then(() => v.page.locator('.list').count()) === 0, 'an urgent answer stands before the library');
await finish('print');
