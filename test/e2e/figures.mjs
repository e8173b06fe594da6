// figures.mjs - the figures as a browser draws them: each is a picture that parses, moves, plays three
// times and rests as it began; what is planted stays planted between the frames, too. On a page: the
// strip where less motion is asked for, "Show it again" with and without script, colours of light, dark
// and print.
import { browse, check, finish, root, serve } from './lib.mjs';
import fs from 'node:fs';
import path from 'node:path';

const folder = path.join(root, 'knowledge/figures');
const names = fs.readdirSync(folder).filter(f => f.endsWith('.figures'))
    .flatMap(f => [...fs.readFileSync(path.join(folder, f), 'utf8').matchAll(/^figure (\S+)/gm)].map(m => m[1]));
const site = await serve({});
const v = await browse(site, { width: 390 });
await v.page.goto(`${site.url}/figure/E3.svg`); // opened by itself it has its colours
check(await v.page.evaluate(() => getComputedStyle(document.querySelector('.fb')).fill) === 'rgb(32, 59, 52)', 'a figure opened by itself has its colours');
await v.page.emulateMedia({ colorScheme: 'dark' });
check(await v.page.evaluate(() => getComputedStyle(document.querySelector('.fb')).fill) === 'rgb(88, 113, 105)', 'and those of a dark page');
await v.page.emulateMedia({ colorScheme: 'light', media: 'print' });
check(await v.page.evaluate(() => getComputedStyle(document.querySelector('.fm')).fill) === 'rgb(17, 17, 17)', 'and on paper what works is black');
await v.page.emulateMedia({ media: 'screen' });

// Where the feet, hands and the rest of a moving figure are, all through its cycle.
async function follow(name) {
    const text = await (await fetch(`${site.url}/figure/${name}.svg`)).text();
    return v.page.evaluate(svg => {
        const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
        if (parsed.querySelector('parsererror'))
            return { wrong: parsed.querySelector('parsererror').textContent };
        const figure = document.importNode(parsed.documentElement, true);
        document.documentElement.replaceChildren(figure);
        figure.pauseAnimations();
        const seconds = parseFloat(figure.querySelector('[dur]').getAttribute('dur'));
        const parts = [...figure.querySelectorAll('use')];
        const places = at => {
            figure.setCurrentTime(at);
            return parts.map(part => {
                const m = part.parentNode.getCTM(), back = figure.getCTM().inverse();
                const p = new DOMPoint(m.e, m.f).matrixTransform(back);
                return [p.x, p.y, part.getAttribute('href'), m.a, m.b];
            });
        };
        const cycle = [];
        for (let i = 0; i < 96; i++)
            cycle.push(places((i + 0.01) / 96 * seconds));
        return { seconds, cycle, rest: places(seconds * 3.5), first: places(0), second: places(seconds * 1.5), half: places(seconds * 0.5) };
    }, text);
}
const apart = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1]);
const still = ['P1', 'P2', 'P3', 'E1', 'A1']; // breath, a brace, what lets go
for (const name of names) {
    const seen = await follow(name);
    if (!check(!seen.wrong, `${name} can be read: ${seen.wrong}`))
        continue;
    const most = Math.max(...seen.cycle.flatMap(parts => parts.map((p, i) => Math.max(apart(p, seen.first[i]), 20 * Math.hypot(p[3] - seen.first[i][3], p[4] - seen.first[i][4])))));
    check(most > (still.includes(name) ? 0.3 : 4), `${name} moves: ${most.toFixed(1)}`);
    check(seen.rest.every((p, i) => apart(p, seen.first[i]) < 0.6), `${name} rests as it began`);
    check(seen.second.every((p, i) => apart(p, seen.half[i]) < 0.2), `${name} goes on for a second time`);
    seen.first.forEach((at, i) => {
        const by = seen.cycle.map(parts => apart(parts[i], at)).sort((a, b) => a - b);
        if (/foot|hand/.test(at[2]) && by[Math.floor(by.length * 0.9)] < 0.4) // what stays where it is nearly always
            check(by.at(-1) <= 2, `${name}: a planted ${at[2].slice(4)} stays: ${by.at(-1).toFixed(2)} of 200`);
    });
}

// On a page.
for (const [how, options] of [['with script', {}], ['without script', { script: false }]]) {
    const w = await browse(site, options);
    await w.open('/exercises/E3');
    const source = () => w.page.locator('picture img').first().getAttribute('src');
    check(await source() === '/figure/E3.svg', `${how}: the moving figure`);
    check(await w.page.locator('picture img').first().evaluate(img => img.alt.length > 20), `${how}: it says what it shows`);
    await w.tap('.again a');
    await w.page.waitForLoadState();
    check(/\?again=\d+/.test(await source()), `${how}: again is another address`, await source());
    check(how === 'with script' ? new URL(w.page.url()).search === '' : new URL(w.page.url()).search === '?again=1', `${how}: again ${w.page.url()}`);
    await w.context.close();
}
const calm = await browse(site, {});
await calm.page.emulateMedia({ reducedMotion: 'reduce' });
await calm.open('/exercises/E3');
check(await calm.page.locator('picture img').first().evaluate(img => img.currentSrc.endsWith('/figure/E3-still.svg')), 'who asks for less motion gets the strip');
check(!await calm.page.locator('.again').first().isVisible(), 'and is not offered to see it again');
await finish('figures', { valid: false });
