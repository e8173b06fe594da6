// picks.mjs - do the figures say what they show? Makes sheets for readers: the strip of a figure without its
// name, and eight names of which one is right and seven are its nearest misses. Then counts what readers picked.
//
//     node test/picks.mjs sheets            build/picks/sheet-NN.png, and build/picks/key.tsv
//     node test/picks.mjs count FILE ...    a reader's answers each ("1.1 c" a line: sheet.place, letter), as
//                                           test/picks.tsv has them; ends with the share that is right
//
// Names: of an exercise, other exercises, its own family and posture first; of a test or measure, the other tests.
// Where a test is one of the exercises done once, the two are never set against each other. The same every time.
import { createRequire } from 'node:module';
import fs from 'node:fs';

const folder = 'build/picks', each = 6;
const word = ([id, family, , name, position]) => ({ id, family, name, posture: position.split(/[ ,]/).slice(0, 3).join(' ') });
const exercises = fs.readFileSync('knowledge/exercises.tsv', 'utf8').split('\n')
    .filter(l => l && !l.startsWith('#')).map(l => word(l.split('\t')))
    .filter(x => !/^W[2-7]$/.test(x.id)).map(x => x.id === 'W1' ? { ...x, id: 'W', name: 'Walking' } : x);
const tests = fs.readdirSync('knowledge/figures').sort().flatMap(f =>
    [...fs.readFileSync(`knowledge/figures/${f}`, 'utf8').matchAll(/^figure (\S+) \w+\ncalled (.*)$/gm)]
        .map(m => ({ id: m[1], family: 'test', name: m[2], posture: '' })));

let seed = 20261125n;
function below(n) {
    seed = (seed * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number((seed >> 33n) % BigInt(n));
}
function shuffled(list) {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [out[i], out[j]] = [out[j], out[i]];
    }
    return out;
}
const near = (a, b) => (a.family === b.family ? 4 : 0) + (a.posture === b.posture ? 3 : a.posture.split(' ')[0] === b.posture.split(' ')[0] ? 1 : 0);
function questions() {
    return shuffled([...exercises, ...tests]).map(x => {
        const others = shuffled((x.family === 'test' ? tests : exercises).filter(o => o.id !== x.id));
        const misses = others.sort((a, b) => near(x, b) - near(x, a)).slice(0, 7);
        return { ...x, names: shuffled([x, ...misses]) };
    });
}
const letter = i => 'abcdefgh'[i];
const asked = questions();
const place = i => `${Math.floor(i / each) + 1}.${i % each + 1}`;

if (process.argv[2] === 'sheets') {
    const { chromium } = createRequire(new URL('../build/npm/', import.meta.url))('playwright-core');
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    fs.mkdirSync(folder, { recursive: true });
    for (let from = 0; from < asked.length; from += each) {
        const parts = asked.slice(from, from + each).map((q, i) => {
            const svg = fs.readFileSync(`build/figures/${q.id}-still.svg`, 'utf8').replace(/<title>.*?<\/title>/, '');
            return `<section><h2>${place(from + i)}</h2><img src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}">
                <ol type="a">${q.names.map(n => `<li>${n.name}</li>`).join('')}</ol></section>`;
        });
        await page.setContent(`<style>body{font:15px sans-serif;background:#fff;display:grid;grid-template-columns:1fr 1fr;gap:10px}
            section{border:1px solid #999;padding:6px;display:grid;grid-template-columns:1fr 230px}h2{grid-column:1/3;margin:0;font-size:16px}
            img{width:100%;max-height:190px}ol{margin:0}</style>${parts.join('')}`);
        await page.waitForTimeout(200);
        await page.screenshot({ path: `${folder}/sheet-${String(from / each + 1).padStart(2, '0')}.png`, fullPage: true });
    }
    await browser.close();
    fs.writeFileSync(`${folder}/key.tsv`, asked.map((q, i) => `${place(i)}\t${q.id}\t${letter(q.names.findIndex(n => n.id === q.id))}\n`).join(''));
    console.log(`${Math.ceil(asked.length / each)} sheets of ${asked.length} figures are in ${folder}`);
} else if (process.argv[2] === 'count') {
    const readers = process.argv.slice(3).map(f => new Map([...fs.readFileSync(f, 'utf8').matchAll(/(\d+\.\d+)\s*[:)]?\s*([a-h])\b/g)].map(m => [m[1], m[2]])));
    let right = 0, all = 0;
    const rows = asked.map((q, i) => {
        const picks = readers.map(r => q.names['abcdefgh'.indexOf(r.get(place(i)))]?.id ?? '-');
        const good = picks.filter(p => p === q.id).length;
        right += good;
        all += readers.length;
        return [q.id, q.name, `${good}/${readers.length}`, picks.map(p => p === q.id ? '+' : p).join(' ')];
    });
    rows.sort((a, b) => a[0].localeCompare(b[0], 'en', { numeric: true }));
    console.log(rows.map(r => r.join('\t')).join('\n'));
    const few = rows.filter(r => Number(r[2].split('/')[0]) * 5 < readers.length * 4).length;
    console.log(`# ${right} of ${all} picks are right; ${rows.length - few} of ${rows.length} figures by four readers in five`);
} else {
    console.error('usage: node test/picks.mjs sheets | count FILE ...');
    process.exitCode = 2;
}
