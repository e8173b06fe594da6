// bench_browser.mjs - the pages on a device: the size of the module, a page from a worker that was stopped, with a
// thousand facts and no server, and the scores of Lighthouse. What is not installed is named and left out.
//
//     build/npm/bin/node test/bench_browser.mjs
//
// Lighthouse is looked for in build/npm: npm install --prefix build/npm --no-save lighthouse@12.8.2
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { browse, finish, serve, stop } from './e2e/lib.mjs';
import { firstPlan } from './e2e/person.mjs';

const TIMES = 15, FACTS = 1000;
const median = v => [...v].sort((a, b) => a - b)[v.length >> 1];
const row = (what, figure, unit, budget = '') => console.log(`${what.padEnd(58)} ${figure.toFixed(figure < 100 ? 2 : 0).padStart(12)} ${unit.padEnd(14)} ${budget}`);

function sizes() {
    for (const name of ['core', 'figures']) {
        const bytes = fs.readFileSync(`build/wasm/${name}.wasm`);
        row(`${name}.wasm`, bytes.length / 1000, 'kB');
        row('  with gzip', zlib.gzipSync(bytes, { level: 9 }).length / 1000, 'kB');
        row('  with brotli', zlib.brotliCompressSync(bytes).length / 1000, 'kB', name === 'core' ? '120' : '');
    }
}

async function offline() {
    const site = await serve(), v = await browse(site, { worker: true });
    await firstPlan(v);
    await v.page.evaluate(() => navigator.serviceWorker.ready);
    const cdp = await v.context.newCDPSession(v.page), stopped = async () => {
        await cdp.send('ServiceWorker.enable');
        await cdp.send('ServiceWorker.stopAllWorkers');
    };
    // As many facts as somebody has after half a year: check-ins, a walk and a session for each day before today.
    const lines = [];
    for (let day = 1; lines.length < FACTS; day++) {
        const date = new Date(Date.now() - day * 86400000).toISOString().slice(0, 10), id = n => `${(day * 16 + n).toString(16).padStart(16, '0')}-1`;
        lines.push(`${date}T08:00+00:00 checkin leg=${3 + day % 3}&back=2&pain_at=left_calf&_id=${id(1)}`, `${date}T09:00+00:00 walk minutes=10&_id=${id(2)}`,
            `${date}T10:00+00:00 walk minutes=10&_id=${id(3)}`, `${date}T18:00+00:00 note text=fine&_id=${id(4)}`);
    }
    await v.page.evaluate(all => new Promise((done, fail) => {
        const r = indexedDB.open('ambulando');
        r.onsuccess = () => {
            const t = r.result.transaction('fact', 'readwrite');
            all.forEach(line => t.objectStore('fact').add({ line, sent: 1 }));
            t.oncomplete = () => { r.result.close(); done(); };
            t.onabort = () => fail(t.error);
        };
    }), lines.slice(0, FACTS));
    await stop(site);
    for (const [name, cold] of [['a page without a server, worker stopped, 1,000 facts', true], ['the same, worker awake', false]]) {
        const ms = [];
        for (let i = 0; i < TIMES; i++) {
            if (cold)
                await stopped();
            await v.page.goto(`${site.url}/`);
            ms.push(await v.page.evaluate(() => performance.getEntriesByType('navigation')[0].responseEnd));
        }
        row(name, median(ms), 'ms', cold ? '50' : '');
    }
    await v.context.close();
}

async function scores() {
    const at = path.resolve('build/npm/node_modules/lighthouse/core/index.js');
    if (!fs.existsSync(at)) {
        console.log('Lighthouse: left out, as it is not installed (npm install --prefix build/npm --no-save lighthouse@12.8.2)');
        return;
    }
    const { default: lighthouse } = await import(at), site = await serve(), folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lighthouse-'));
    const chromium = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${folder}`, 'about:blank']);
    try {
        const port = await new Promise((done, fail) => {
            chromium.on('exit', () => fail(new Error('Chromium did not start')));
            chromium.stderr.on('data', bytes => { const m = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(bytes); if (m) done(Number(m[1])); });
        });
        for (const where of ['/', '/safety', '/learn', '/exercises', '/exercises/E3', '/phone']) {
            const { lhr } = await lighthouse(`${site.url}${where}`, { port, logLevel: 'silent', output: 'json', onlyCategories: ['performance', 'accessibility', 'best-practices'] });
            const score = name => Math.round(lhr.categories[name].score * 100);
            console.log(`Lighthouse ${where.padEnd(20)} accessibility ${score('accessibility')}, best practices ${score('best-practices')}, performance ${score('performance')}`);
            for (const name of ['accessibility', 'best-practices'])
                for (const { id } of lhr.categories[name].auditRefs)
                    if (lhr.audits[id].score !== null && lhr.audits[id].score < 1)
                        console.log(`    ${id}: ${lhr.audits[id].title}`);
        }
    } finally {
        chromium.kill();
        await new Promise(done => setTimeout(done, 500));
        fs.rmSync(folder, { recursive: true, force: true });
        await stop(site);
    }
}

sizes();
await offline();
await scores();
await finish('bench of the browser', { valid: false });
