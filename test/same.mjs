// same.mjs - do the module of a browser and the program give the same bytes? Random records, pages and forms.
//
//     node test/same.mjs 3000 [SEED]      so many requests; make soak: 100,000
//
// Records are the first lines, so many, of those of test/cases. A page is asked for; half of the time one of its
// forms is filled in anyhow and posted, and what it writes is put to the record. Ends with "same: N passed, N failed".
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { chance, filled } from './filled.mjs';

const module = new Function(`${fs.readFileSync('host/browser/module.js', 'utf8')}; return module;`)();
const load = async name => { // nothing is imported: else there is nothing to give, and it throws
    const made = await WebAssembly.compile(fs.readFileSync(`build/wasm/${name}.wasm`));
    return module((await WebAssembly.instantiate(made)).exports);
};
const core = await load('core'), figures = await load('figures');
const [count = '3000', seed = '20261125'] = process.argv.slice(2);

const { below, pick, hex } = chance(seed);

const line = /^\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d [a-z_]+ \S+$/;
const records = fs.readdirSync('test/cases').sort().map(f => fs.readFileSync(`test/cases/${f}`, 'utf8').split('\n').filter(l => line.test(l)))
    .filter(lines => lines.length);
const paths = [...fs.readFileSync('app/routes.def', 'utf8').matchAll(/^ROUTE\("([^"]+)"/gm)].map(m => m[1]);
const exercises = fs.readFileSync('knowledge/exercises.tsv', 'utf8').split('\n').filter(l => l && !l.startsWith('#')).map(l => l.split('\t')[0]);
const names = [...exercises, 'end', 'after', 'EXT', 'LEG', 'nothing', 'saddle', 'fever', 'expect', 'surgery'];

const asked = [];
function ask(head, body, record) {
    const got = core.respond(head, body, record);
    asked.push([head, body, record, got]);
    return got;
}
while (asked.length < Number(count)) {
    const lines = [below(8) ? '2026-01-01T08:00+00:00 consent to=store&version=1' : '# nobody agreed', ...pick(records)];
    const record = `${lines.slice(0, below(lines.length + 1)).join('\n')}\n`.replace(/^\n$/, '');
    const last = Date.parse(record.trimEnd().split('\n').at(-1).slice(0, 10)) / 1000 || 1772000000;
    const head = { path: pick(paths).replace('*', () => pick(names)), now: last + below(200000), offset: pick([0, 60, -300, 330, 825]),
        random: hex(32), tag: hex(16), known: record ? 1 : 0, zone_counts: below(2), way_back: below(2), runs: pick(['', 'The practice']),
        clinic: pick(['', 'Riverside & co']), name: pick(['', 'Ann <b>']), country: pick(['GB', 'DE', 'US', 'XX']), base_url: 'https://example.org',
        query: pick(['', '', 'again=3', 'part=2', 'x=%zz']), keep_months: 24, unsent: pick(['', '0', '2']) };
    const page = ask(head, '', record), form = below(2) ? filled(page.body, { below, pick }) : null;
    if (form) {
        const posted = ask({ ...head, path: form[0]?.split('?')[0] ?? head.path, post: 1, random: hex(32) }, form[1], record);
        if (posted.facts)
            ask({ ...head, path: posted.location.split('?')[0] || '/', random: hex(32), known: 1 }, '', record + posted.facts);
    }
}

const bytes = s => Buffer.from(s, 'utf8');
const input = Buffer.concat(asked.flatMap(([head, body, record]) => {
    const all = [bytes(new URLSearchParams(head).toString()), bytes(body), bytes(record)];
    return [bytes(`${all.map(b => b.length).join(' ')}\n`), ...all];
}));
const output = execFileSync('build/gcc/same', { input, maxBuffer: 1 << 30 });
let at = 0, passed = 0, failed = 0;
const statuses = {};
for (const [head, body, record, got] of asked) {
    const end = output.indexOf(10, at), [status, effect, ...lengths] = output.subarray(at, end).toString().split(' ').map(Number);
    at = end + 1;
    const native = { status, effect };
    ['type', 'location', 'download', 'body', 'facts', 'unkept'].forEach((part, i) => {
        native[part] = output.subarray(at, at + lengths[i]).toString('utf8');
        at += lengths[i];
    });
    statuses[status] = (statuses[status] ?? 0) + 1;
    const differs = Object.keys(native).filter(k => native[k] !== got[k]);
    if (!differs.length) {
        passed++;
    } else if (!failed++) {
        console.log(`not so: ${head.post ? 'POST' : 'GET'} ${head.path} gives the same: ${differs.join(' ')} differ`);
        fs.writeFileSync('build/same.json', JSON.stringify({ head, body, record, native, got }, null, 1));
    }
}
for (const name of [...exercises, 'sock', 'slr'])
    for (const form of ['', '-still', '-single'])
        if (figures.draw(`/figure/${name}${form}.svg`).body.startsWith('<svg') === /^W[2-7]$|^W1$/.test(name)) {
            failed++;
            console.log(`not so: ${name}${form} is drawn`);
        } else {
            passed++;
        }
console.log(`of ${asked.length} requests, by status: ${Object.entries(statuses).map(([k, n]) => `${k} ${n}`).join(', ')}`);
console.log(`same: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
