// lib.mjs - a server, a browser and checks, for the journeys.
//
//     const site = await serve({day: '2026-03-02'});
//     const visitor = await browse(site, {width: 390});
//     await visitor.open('/');
//     check(await visitor.page.title() === 'Start – Ambulando', 'the first page is Start');
//     await finish();
//
// The server's clock is set by libfaketime, so ten days take seconds. Nothing is asked of a network
// but the loopback. Each page that is opened is kept for the validator.
import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const require = createRequire(new URL('../../build/npm/', import.meta.url));
const { chromium } = require('playwright-core');
const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const root = path.resolve(new URL('../..', import.meta.url).pathname);
const pages = path.join(root, 'build/e2e/pages');
fs.rmSync(pages, { recursive: true, force: true });
fs.mkdirSync(pages, { recursive: true });
export const shots = path.join(root, 'build/e2e/shots');
fs.mkdirSync(shots, { recursive: true });

let passed = 0, failed = 0;
export function check(so, what) {
    if (so)
        passed++;
    else {
        failed++;
        console.log(`not so: ${what}`);
    }
    return so;
}

const faketime = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu']
    .map(d => `${d}/faketime/libfaketimeMT.so.1`).find(f => fs.existsSync(f));

const folders = [], servers = [];
let browser;

// A server of its own, with data of its own. day: YYYY-MM-DD or YYYY-MM-DD HH:MM.
export async function serve({ day, flags = [], data, env = {} } = {}) {
    if (!data) {
        data = fs.mkdtempSync(path.join(os.tmpdir(), 'ambulando-'));
        folders.push(data);
    }
    const site = { data, day, flags, env, port: 0 };
    await start(site);
    return site;
}

async function start(site) {
    const env = { ...process.env, TZ: 'UTC', ...site.env };
    if (site.day)
        Object.assign(env, {
            LD_PRELOAD: faketime, FAKETIME: `@${site.day.length > 10 ? site.day + ':00' : site.day + ' 09:00:00'}`,
            FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1',
        });
    const child = spawn(path.join(root, 'build/ambulando'),
        ['serve', '--data', site.data, '--listen', `127.0.0.1:${site.port}`, ...site.flags], { env });
    site.child = child;
    site.log = '';
    site.began = Date.now();
    servers.push(site);
    await new Promise((done, fail) => {
        const late = setTimeout(() => fail(new Error(`the server did not start: ${site.log}`)), 20000);
        const read = piece => {
            site.log += piece;
            const at = site.log.match(/http:\/\/(?:localhost|127\.0\.0\.1):(\d+)/);
            if (at) {
                clearTimeout(late);
                site.port = Number(at[1]);
                site.url = `http://localhost:${site.port}`;
                done();
            }
        };
        child.stdout.on('data', read);
        child.stderr.on('data', read);
        child.on('exit', code => { clearTimeout(late); fail(new Error(`the server ended (${code}): ${site.log}`)); });
    });
}

export { start };
export async function stop(site) {
    const child = site.child;
    if (!child || child.exitCode !== null)
        return;
    await new Promise(done => { child.on('exit', done); child.kill('SIGTERM'); });
}

// The same data on another day.
export async function turnTo(site, day) {
    await stop(site);
    site.day = day;
    await start(site);
}

export class Visitor {
    constructor(site, context, page) {
        Object.assign(this, { site, context, page, words: 0, taps: 0 });
    }
    async open(where) {
        const answer = await this.page.goto(this.site.url + where);
        await this.keep();
        return answer;
    }
    // For the validator: what the server sent, not what the browser made of it.
    async keep() {
        const name = `${String(fs.readdirSync(pages).length).padStart(4, '0')}.html`;
        const html = await this.page.evaluate(() => new XMLSerializer().serializeToString(document));
        fs.writeFileSync(path.join(pages, name), html);
    }
    // Words that can be seen, without the foot that is on every page: what reading it costs.
    async reading(what) {
        const n = await this.page.evaluate(() => {
            const seen = [...document.querySelector('main').children].filter(e => !e.matches('.foot')).map(e => e.innerText).join(' ');
            return seen.split(/\s+/).filter(w => /[\p{L}\p{N}]/u.test(w)).length;
        });
        this.words += n;
        this.cost ??= [];
        this.cost.push([what, n]);
        return n;
    }
    async tap(selector) {
        this.taps++;
        await this.page.locator(selector).first().click();
    }
    // A tap that leads to another page.
    async go(selector) {
        await Promise.all([this.page.waitForNavigation(), this.tap(selector)]);
        await this.keep();
    }
    async axe(what) {
        await this.page.evaluate(axeSource);
        const found = await this.page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
        for (const v of found.violations)
            for (const node of v.nodes.slice(0, 3))
                console.log(`axe: ${what}: ${v.id}: ${node.html.slice(0, 160)} ${node.failureSummary?.split('\n')[1] ?? ''}`);
        check(found.violations.length === 0, `axe finds nothing on ${what}`);
    }
    async shot(name) {
        await this.page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
    }
    async sideways() { // does it scroll sideways?
        return this.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    }
}

export async function browse(site, { width = 390, height = 844, dark = false, script = true, offline = false, worker = false, folder = null } = {}) {
    const program = { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] };
    browser ??= folder ? null : await chromium.launch(program);
    const how = { // without worker the pages are the server's, whose clock can be set
        serviceWorkers: worker ? 'allow' : 'block',
        viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', javaScriptEnabled: script,
        deviceScaleFactor: 1, locale: 'en-GB', timezoneId: 'UTC', offline,
    };
    const context = folder ? await chromium.launchPersistentContext(folder, { ...program, ...how }) : await browser.newContext(how);
    context.setDefaultTimeout(10000);
    const page = context.pages()[0] ?? await context.newPage();
    const visitor = new Visitor(site, context, page);
    page.on('request', r => {
        const to = new URL(r.url());
        if (to.protocol.startsWith('http') && to.hostname !== 'localhost')
            check(false, `a request to ${to.hostname}`);
    });
    page.on('console', m => {
        if (m.type() === 'error' && !/status of [45]\d\d|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE/.test(m.text()))
            check(false, `the console says: ${m.text()}`);
    });
    page.on('pageerror', e => check(false, `a script failed: ${e.message}`));
    return visitor;
}

// Every page that was seen, through the validator.
function validate() {
    const jar = require.resolve('vnu-jar');
    const jarFile = path.join(path.dirname(jar), 'build/dist/vnu.jar');
    const at = fs.existsSync(jarFile) ? jarFile : path.join(path.dirname(jar), 'vnu.jar');
    const run = spawnSync('java', ['-Xss2m', '-jar', at, '--format', 'gnu', '--errors-only', pages], { encoding: 'utf8' });
    const said = (run.stderr + run.stdout).split('\n').filter(line => /error/.test(line));
    for (const line of said.slice(0, 20))
        console.log(`vnu: ${line.replace(pages, '').slice(0, 300)}`);
    check(run.status === 0 && said.length === 0, `all ${fs.readdirSync(pages).length} pages are valid`);
}

export async function finish(name, { valid = true } = {}) {
    if (browser)
        await browser.close();
    for (const site of servers)
        await stop(site);
    for (const folder of folders)
        fs.rmSync(folder, { recursive: true, force: true });
    if (valid)
        validate();
    console.log(`${name}: ${passed} passed, ${failed} failed`);
    process.exitCode = failed ? 1 : 0;
}
