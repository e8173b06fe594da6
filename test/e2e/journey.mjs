// journey.mjs - a person's first fortnight, in a real browser: from the link to a plan, ten mornings, a
// flare-up, an urgent answer, a mistake, "I have been seen", a correction, and taking it all along.
import { browse, check, finish, serve, turnTo } from './lib.mjs';
import { at, checkin, heading, pick, safetyWithoutATick, shown } from './person.mjs';
import fs from 'node:fs';

// --- from the link to the first plan -----------------------------------------------------------------

async function firstVisit(site) {
    const v = await browse(site);
    await v.open('/');
    check(await v.page.title() === 'Start – Ambulando', 'the first page is Start');
    check((await shown(v)).includes('999') || await v.page.locator('a[href="tel:999"]').count() > 0,
        'the emergency number is on the first page');
    await v.reading('start');
    await v.go('a.btn[href="/safety"]');
    await safetyWithoutATick(v);
    check(await v.page.locator('input[name="agree"], button[name="agree"]').count() > 0, 'consent is asked before anything is kept');
    await v.reading('consent');
    await v.go('form .btn');
    const safety = v.words / 180 * 60 + v.taps * 2;
    console.log(`    ${v.cost.map(([what, n]) => `${what} ${n}`).join(', ')} words, ${v.taps} taps: safety ${Math.round(safety)} s`);
    check(safety <= 150, `the safety questions take 150 s or less of reading: ${Math.round(safety)}`);
    check(at(v) === '/start/where', 'then it is asked where it hurts');

    await v.reading('where');
    await pick(v, 'leg', '6');
    await pick(v, 'back', '3');
    await v.page.locator('input[name="pain_at"][value="left_calf"]').click({ force: true });
    await v.page.locator('input[name="pain_at"][value="left_thigh"]').click({ force: true });
    v.taps += 2;
    await v.go('form .btn >> nth=-1');
    check(at(v) === '/start/like', 'then what it is like');
    await v.reading('like');
    await pick(v, 'since', await v.page.locator('input[name="since"]').nth(1).inputValue());
    await pick(v, 'side', 'left');
    await pick(v, 'below_knee', 'yes');
    await pick(v, 'leg_worse_than_back', 'yes');
    await pick(v, 'tingling_or_numb', 'yes');
    await v.go('form .btn >> nth=-1');
    check(at(v) === '/start/worse', 'then what makes it worse');
    await v.reading('worse');
    await pick(v, 'worse', 'sitting');
    await pick(v, 'eases', 'walking');
    await v.page.fill('#sit_min', '20');
    await v.page.fill('#walk_min', '10');
    v.taps += 2;
    await v.go('form .btn >> nth=-1');
    check(at(v) === '/start/you', 'then about you');
    await v.reading('you');
    check(await v.page.locator('#born').count() === 0, 'the year is not asked twice');
    await v.go('form .btn >> nth=-1');
    check(at(v) === '/', 'then there is a plan');
    const all = v.words / 180 * 60 + v.taps * 2;
    console.log(`    ${v.cost.map(([what, n]) => `${what} ${n}`).join(', ')} words, ${v.taps} taps: in all ${Math.round(all)} s`);
    check(all <= 360, `the first plan takes 360 s or less of reading: ${Math.round(all)}`);
    const items = await v.page.locator('article').count();
    check(items >= 2 && items <= 5, `today has two to four things and a walk: ${items}`);
    check(await v.page.locator('a[href="/why"]').count() > 0, 'today says why');
    return v;
}

// --- mornings ------------------------------------------------------------------------------------------

async function doEverything(v) {
    for (let i = 0; i < 40; i++) {
        await v.open('/');
        const done = v.page.locator('article:has(.beads) form:has-text("Done") button:has-text("Done")');
        const open = [];
        for (const button of await done.all()) {
            const beads = await button.locator('xpath=ancestor::article').locator('.beads').innerText();
            const told = beads.match(/(\d+) of (\d+)/);
            if (!told || Number(told[1]) < Number(told[2]))
                open.push(button);
        }
        if (!open.length)
            return i;
        await Promise.all([v.page.waitForNavigation(), open[0].click()]);
    }
    return 40;
}

async function planOf(v) {
    await v.open('/');
    return (await v.page.locator('article').allInnerTexts()).map(t => t.replace(/\s+/g, ' ').slice(0, 60)).join(' | ');
}

async function mornings(site, v) {
    const plans = new Set();
    let ups = 0;
    await v.open('/');
    const settled = await v.page.locator('button:has-text("Done")').count();
    check(settled > 0, 'what was done can be told on Today');
    for (let n = 1; n <= 10; n++) {
        await turnTo(site, `2026-03-${String(2 + n).padStart(2, '0')}`);
        const taps = await checkin(v, { leg: Math.max(2, 6 - Math.floor(n / 2)), back: 2, reach: n < 4 ? 'calf' : n < 8 ? 'thigh' : 'buttock' });
        if (n === 1)
            check(taps <= 8, `a good morning is eight taps with Save: ${taps}`);
        check(at(v) === '/', 'after the check-in comes Today');
        ups += await v.page.locator('.chip.up, .chip:has-text("up")').count();
        plans.add(await planOf(v));
        await doEverything(v);
        await v.open('/session');
        if (await v.page.locator('#account, [name="leg_during"]').count()) {
            await pick(v, 'leg_during', '3').catch(() => {});
            const names = await v.page.locator('input[name="leg_after"]').count();
            if (names)
                await pick(v, 'leg_after', '2').catch(() => {});
            await v.go('form:has([name="leg_during"]) .btn >> nth=-1').catch(() => {});
        }
    }
    console.log(`    ten mornings: ${plans.size} plans, ${ups} chips that say up`);
    check(plans.size >= 3, `the plan moves over ten days: ${plans.size} plans`);
    check(ups >= 1, 'something went up');
}

// --- a bad day ------------------------------------------------------------------------------------------

async function flare(v) {
    const before = await planOf(v);
    await v.go('form[action="/flare"] button, a[href="/flare"]');
    if (at(v) === '/flare')
        await v.go('form .btn >> nth=-1');
    const after = await planOf(v);
    check(before !== after, '"too sore today" makes a gentler plan at once');
    check(/flare|sore|gentler|smaller/i.test(await shown(v)), 'and it says so');
}

async function urgent(site, v) {
    // Cut the network after the page has loaded: a tick still says what to do.
    await v.open('/safety');
    await v.context.setOffline(true);
    await v.tap('label[for="t-saddle"]');
    const then = v.page.locator('.danger:has(#t-saddle) > .then');
    check(await then.isVisible() && await then.locator('a[href="tel:999"]').count() > 0,
        'with the network cut, a tick opens what to do and the number');
    check(await v.page.locator('details:has(.card-signs), details:has-text("Emergency card")').count() > 0, 'the emergency card is there');
    await v.context.setOffline(false);
    await v.go('.danger:has(#t-saddle) > .then button[name="stop"]');
    check(/A&E|emergency/i.test(await shown(v)) && await v.page.locator('a[href="tel:999"]').count() > 0, 'an urgent answer gives the urgent page');
    check(await v.page.locator('nav.tabs').count() === 0, 'with no tabs');
    for (const shut of ['/', '/session', '/progress']) {
        await v.open(shut);
        check(await v.page.locator('nav.tabs').count() === 0 && await v.page.locator('a[href="tel:999"]').count() > 0, `it stands before ${shut}`);
    }
    await v.axe('the urgent page');
    // By mistake: that one question, alone.
    await v.go('a[href^="/mistake/"]');
    check(await v.page.locator('button[name="answer"]').count() === 3, 'the one question is asked again, alone');
    await v.go('button[name="answer"][value="no"]');
    await v.open('/');
    check(!/A&E now/i.test(await heading(v)), 'a mistake taken back within minutes is no urgent answer');
    // In earnest.
    await turnTo(site, '2026-03-13');
    await v.open('/safety');
    await v.tap('label[for="t-foot_drop"]').catch(async () => {
        for (const none of await v.page.locator('.part .none label').all())
            if (await none.isVisible() && !await v.page.locator('#t-foot_drop').isVisible())
                await none.click();
        await v.tap('label[for="t-foot_drop"]');
    });
    await v.go('.danger:has(#t-foot_drop) > .then button[name="stop"]');
    await turnTo(site, '2026-03-14');
    await v.open('/');
    check(await v.page.locator('nav.tabs').count() === 0, 'it stands the next day');
    await v.go('a[href="/seen"]');
    for (const flag of await v.page.locator('input[name="flag"]').all())
        await v.page.locator(`label[for="${await flag.getAttribute('id')}"]`).click();
    await pick(v, 'seen_by', 'gp');
    await v.page.fill('#seen_on', '2026-03-14');
    await v.go('form .btn >> nth=-1');
    await v.open('/');
    check(!/Be seen today/i.test(await heading(v)), 'after "I have been seen" the urgent page gives way');
    check(/safety questions/i.test(await shown(v)), 'and the safety questions come first');
    await v.open('/safety');
    await safetyWithoutATick(v);
    await v.open('/');
    if (!check(await v.page.locator('article').count() > 0, 'then there is a plan again'))
        await v.shot('after-seen');
}

// --- the record -------------------------------------------------------------------------------------------

async function twiceIsOnce(v, site) {
    await v.open('/walk');
    const body = await v.page.evaluate(async () => {
        const form = document.querySelector('form[action="/walk"]');
        const data = new URLSearchParams(new FormData(form));
        data.set('minutes', '7');
        const send = () => fetch('/walk', { method: 'POST', body: data, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
        await Promise.all([send(), send(), send()]);
        await send();
        return (await (await fetch('/record/file')).text());
    });
    check((body.match(/ walk .*minutes=7\b/g) ?? []).length === 1, 'a double tap, and a reload, make one fact');
    const tab = await v.context.newPage();
    await tab.goto(site.url + '/walk');
    await v.open('/walk');
    await Promise.all([tab.evaluate(() => fetch('/walk', { method: 'POST', body: new URLSearchParams([...new FormData(document.querySelector('form[action="/walk"]')).entries(), ['minutes', '8']]) })),
        v.page.evaluate(() => fetch('/walk', { method: 'POST', body: new URLSearchParams([...new FormData(document.querySelector('form[action="/walk"]')).entries(), ['minutes', '9']]) }))]);
    await tab.close();
    const both = await v.page.evaluate(async () => (await fetch('/record/file')).text());
    check(/minutes=8\b/.test(both) && /minutes=9\b/.test(both), 'two tabs at once lose nothing');
}

async function backButton(v) {
    const count = async () => (await v.page.evaluate(async () => (await fetch('/record/file')).text())).split('\n').filter(l => / checkin /.test(l) && !/retract/.test(l)).length;
    await checkin(v, { leg: 4 });
    const once = await count();
    await v.page.goBack();
    await v.page.goForward();
    await v.page.reload();
    check(await count() === once, 'back, forward and reload write nothing');
}

async function correction(v) {
    await v.open('/record');
    const before = (await v.page.evaluate(async () => (await fetch('/record/file')).text())).split('\n').length;
    await v.go('a[href^="/record?back="], form button[name="of"]');
    if (await v.page.locator('form input[name="do"][value="back"]').count())
        await v.go('form:has(input[name="do"][value="back"]) button');
    const after = await v.page.evaluate(async () => (await fetch('/record/file')).text());
    check(/ retract /.test(after) && after.split('\n').length > before, 'an answer can be taken back, and both stay');
}

async function takeAlong(site, v) {
    const plan = await planOf(v);
    const file = await v.page.evaluate(async () => (await fetch('/record/file')).text());
    const other = await browse(site);
    await other.open('/record?load=1');
    await other.page.fill('textarea[name="file"]', file);
    await other.go('form:has(textarea) .btn >> nth=-1');
    for (let i = 0; i < 3 && (await other.page.locator('form .btn').count()) && at(other) !== '/'; i++)
        await other.go('form .btn >> nth=0');
    check(await planOf(other) === plan, 'a record taken along gives the same plan');
    const again = await other.page.evaluate(async () => (await fetch('/record/file')).text());
    const facts = t => t.split('\n').filter(l => /^\d{4}-/.test(l)).length;
    check(facts(again) >= facts(file), 'and every fact of it');
    // Erase: gone, and the browser begins anew.
    await other.open('/record?erase=1');
    await other.page.check('#sure', { force: true });
    await other.go('form:has(input[name="do"][value="erase"]) button');
    await other.open('/');
    check(await other.page.title() === 'Start – Ambulando', 'what is erased is gone');
    await v.open('/');
    check(await v.page.title() !== 'Start – Ambulando', 'and the other record is not');
}

async function wayBack(site, v) {
    await v.open('/back/new');
    await v.go('form .btn >> nth=0');
    const link = await v.page.locator('a[href*="/back/"]').first().getAttribute('href').catch(() => null);
    const text = await shown(v);
    const words = (text.match(/\b[a-z]+(?: [a-z]+){7}\b/) ?? [])[0];
    const other = await browse(site);
    await other.open(link ? new URL(link, site.url).pathname : `/back/${(words ?? '').split(' ').join('-')}`);
    await other.go('form .btn >> nth=0');
    await other.open('/');
    check(await other.page.title() !== 'Start – Ambulando', 'the way back leads another browser to the record');
}

// Before anything is kept the urgent page answers a post: a phone's Back must find it again.
async function backToUrgent(site) {
    const v = await browse(site);
    await v.open('/safety');
    await v.tap('label[for="t-saddle"]');
    await v.go('.danger:has(#t-saddle) > .then button[name="stop"]');
    const was = await heading(v);
    await v.go('a[href="/privacy"]');
    await v.page.goBack();
    check(/A&E/.test(was) && await heading(v) === was, 'Back from a link shows the urgent page again');
}

async function withoutScript(site) {
    const v = await browse(site, { script: false });
    await v.open('/');
    await v.go('a.btn[href="/safety"]');
    check(await v.page.locator('.part').count() >= 2, 'without script the questions are there');
    for (const label of await v.page.locator('.part .none label').all())
        await label.click();
    await v.go('button[name="none"]');
    await v.go('button[name="self_harm"][value="no"]');
    await v.go('form .btn');
    check(at(v) === '/start/where', 'without script one comes as far');
    await v.go('form .btn >> nth=-1');
    await v.go('form .btn >> nth=-1');
    await v.go('form .btn >> nth=-1');
    await v.go('form .btn >> nth=-1');
    check(at(v) === '/' && await v.page.locator('main').innerText().then(t => /walk/i.test(t)), 'who answers none of it has the gentlest plan');
}

const step = async (what, f) => {
    const t = Date.now();
    await f().catch(e => check(false, `${what}: ${e.message.split('\n').slice(0, 14).join(' / ')}`));
    if (process.env.TIMES)
        console.log(`    ${what}: ${Date.now() - t} ms`);
};

const site = await serve({ day: '2026-03-02' });
let v;
await step('first visit', async () => { v = await firstVisit(site); });
if (v) {
    await step('way back', () => wayBack(site, v));
    await step('twice is once', () => twiceIsOnce(v, site));
    await step('ten mornings', () => mornings(site, v));
    await step('back button', () => backButton(v));
    await step('flare', () => flare(v));
    await step('correction', () => correction(v));
    await step('take along', () => takeAlong(site, v));
    await step('urgent', () => urgent(site, v));
}
await step('back to urgent', () => backToUrgent(site));
await step('without script', () => withoutScript(site));
await finish('journey');
