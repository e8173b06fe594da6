// offline.mjs - the record on a person's own device, in a real browser: without a server, with one that comes back,
// with a browser that is killed, two tabs, a new version under an open page, and a device that may keep nothing.
//
// Between browser and server stands a wire of our own, which can be cut, lose answers, and change the worker's file.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { browse, check, finish, serve, start, stop } from './lib.mjs';
import { at, checkin, firstPlan, heading, pick, safetyWithoutATick, shown } from './person.mjs';

const folder = name => fs.mkdtempSync(path.join(os.tmpdir(), `ambulando-${name}-`));
const later = ms => new Promise(done => setTimeout(done, ms));

// --- the wire --------------------------------------------------------------------------------------------

function wire(site) {
    const w = { cut: false, lose: 0, change: text => text, asked: [] };
    const server = http.createServer((q, r) => {
        w.asked.push(`${q.method} ${q.url}`);
        if (w.cut)
            return q.socket.destroy();
        const on = http.request({ port: site.port, host: '127.0.0.1', path: q.url, method: q.method, headers: { ...q.headers, host: `localhost:${site.port}`,
            ...(q.headers.origin && { origin: `http://localhost:${site.port}` }) } }, there => {
            const parts = [];
            there.on('data', b => parts.push(b));
            there.on('end', () => {
                if (w.lose && q.url === '/sync' && w.lose--)
                    return q.socket.destroy();
                let body = Buffer.concat(parts);
                const headers = { ...there.headers };
                if (q.url === '/worker.js' && there.statusCode === 200) {
                    body = Buffer.from(w.change(body.toString()));
                    delete headers.etag;
                }
                delete headers['content-length'];
                delete headers['transfer-encoding'];
                r.writeHead(there.statusCode, headers);
                r.end(body);
            });
        });
        on.on('error', () => q.socket.destroy());
        delete q.headers['accept-encoding'];
        if (q.url === '/worker.js')
            on.removeHeader('accept-encoding'), on.removeHeader('if-none-match');
        q.pipe(on);
    });
    return new Promise(done => server.listen(0, '127.0.0.1', () => {
        w.url = `http://localhost:${server.address().port}`;
        w.end = () => { server.closeAllConnections(); server.close(); };
        done(w);
    }));
}

const facts = site => Number(execFileSync('sqlite3', [`${site.data}/ambulando.db`, 'select count(*) from fact']).toString());
const people = site => Number(execFileSync('sqlite3', [`${site.data}/ambulando.db`, 'select count(*) from person']).toString());
const lines = site => execFileSync('sqlite3', [`${site.data}/ambulando.db`, 'select line from fact']).toString().trim().split('\n');
async function until(what, so, ms = 8000) {
    for (const end = Date.now() + ms; Date.now() < end; await later(50))
        if (await so())
            return check(true, what);
    return check(false, what);
}
const ready = v => v.page.evaluate(() => navigator.serviceWorker.ready.then(() => new Promise(done => navigator.serviceWorker.controller ? done()
    : navigator.serviceWorker.addEventListener('controllerchange', () => done(), { once: true }))));
const onDevice = v => v.page.evaluate(() => new Promise((done, fail) => {
    const r = indexedDB.open('ambulando');
    r.onupgradeneeded = () => r.transaction.abort(); // there is none: it is not made by looking
    r.onerror = () => fail(r.error);
    r.onsuccess = () => {
        const all = r.result.transaction('fact').objectStore('fact').getAll();
        all.onsuccess = () => { r.result.close(); done(all.result); };
    };
}));
async function stopWorkers(v) {
    const cdp = await v.context.newCDPSession(v.page);
    await cdp.send('ServiceWorker.enable');
    await cdp.send('ServiceWorker.stopAllWorkers');
    await cdp.detach();
}
async function device(site, net, more = {}) {
    const v = await browse({ ...site, url: net.url }, { worker: true, ...more });
    await v.open('/');
    await ready(v);
    return v;
}
const walk = async (v, minutes) => {
    await v.open('/walk');
    await v.page.fill('#minutes', String(minutes));
    await v.go('form .btn >> nth=-1');
};

// --- one person, one phone -------------------------------------------------------------------------------

async function aServerThatGoes(site, net) {
    const v = await device(site, net);
    await firstPlan(v);
    check(at(v) === '/', 'a first plan, made on the device');
    await until('what was told there is on the server', () => facts(site) > 0 && onDevice(v).then(all => all.length === facts(site) && all.every(f => f.sent === 1)));
    check(people(site) === 1, 'as one record');
    await v.open('/');
    check((await shown(v)).includes('shared with the server'), 'the page says that it is shared');

    await stop(site);
    net.asked.length = 0;
    await v.open('/');
    check((await v.page.locator('article').count()) >= 2, 'without a server the plan is there');
    check(await v.page.evaluate(() => [...document.images].every(i => i.naturalWidth > 0)), 'and its figures');
    await checkin(v, { leg: 5 });
    check(at(v) !== '/checkin', 'a check-in is kept without a server');
    check(/Not yet shared with the server: \d+ answers?/.test(await shown(v)), 'and the page says that it is not shared yet');
    check((await v.page.evaluate(() => navigator.serviceWorker.ready.then(r => r.sync.getTags()))).join() === 'facts', 'the browser is asked to send it later');
    await v.axe('Today without a network');
    await v.shot('offline-today');
    check((await v.open('/back')).status() === 503 && (await heading(v)).includes('needs a connection'), 'a page that only the server has says so');
    await v.open('/walk');
    await v.page.fill('#minutes', '5000');
    await v.go('form .btn >> nth=-1');
    check(at(v) === '/walk' && (await shown(v)).includes('5000') || await v.page.locator('#minutes').inputValue() === '5000', 'what cannot be is asked again, filled in');
    for (const where of ['/progress', '/learn', '/exercises', '/exercises/E3', '/plan/print', '/session', '/why', '/record', '/safety', '/about', '/phone'])
        check((await v.open(where)).status() === 200, `${where} is there without a server`);

    await stopWorkers(v);
    await v.open('/');
    check((await v.page.locator('article').count()) >= 2, 'a worker that was stopped has lost nothing');
    const here = await onDevice(v), before = facts(site);
    check(here.some(f => f.sent === 0), 'what was told waits on the device');

    await start(site);
    await v.open('/');
    await until('the server is back, and gets it', () => facts(site) === here.length);
    check(new Set(lines(site)).size === here.length && before < here.length, 'each once');
    await v.open('/progress');
    await later(300);
    check(facts(site) === here.length, 'and no more at the next page');

    // The answer to what was sent is lost on the way: it is sent again, and is there once.
    net.lose = 1;
    await walk(v, 12);
    await until('an answer was lost', () => net.lose === 0);
    await v.page.evaluate(() => navigator.serviceWorker.controller.postMessage('sync'));
    await until('sent again it is there once', async () => (await onDevice(v)).every(f => f.sent === 1) && lines(site).filter(l => / walk .*minutes=12\b/.test(l)).length === 1);
    return v;
}

// Another browser of the same person, without a worker, writes at the server.
async function fromElsewhere(site, net, v) {
    const other = await browse({ ...site, url: net.url });
    await other.context.addCookies(await v.context.cookies());
    await walk(other, 33);
    await v.page.evaluate(() => navigator.serviceWorker.controller.postMessage('sync')); // as when it becomes visible
    await until('what was written elsewhere comes down', async () => (await onDevice(v)).some(f => / walk .*minutes=33\b/.test(f.line)));
    await other.context.close();
}

async function twoTabs(site, net, v) {
    const second = await v.context.newPage();
    await second.goto(`${net.url}/walk`);
    await v.open('/walk');
    await second.fill('#minutes', '7');
    await v.page.fill('#minutes', '8');
    await Promise.all([second.waitForNavigation(), v.page.waitForNavigation(), second.locator('form .btn').last().click(), v.page.locator('form .btn').last().click()]);
    await until('two tabs at the same moment: both are kept, each once', () => [7, 8].every(n => lines(site).filter(l => new RegExp(` walk .*minutes=${n}\\b`).test(l)).length === 1));
    await second.close();
}

async function urgent(v, net) {
    net.cut = true;
    await v.open('/safety');
    await v.page.locator('input[value="saddle"], input[name="saddle"]').first().click({ force: true });
    await v.go('button[name="none"], form .btn >> nth=-1');
    check(/999|A&E/.test(await v.page.locator('body').innerText()), 'a danger sign is answered without a network');
    net.cut = false;
}

// --- the rest of a device's life --------------------------------------------------------------------------

async function aeroplane(site, net) {
    const v = await device(site, net);
    const before = people(site);
    net.cut = true;
    await v.open('/');
    check(await v.page.title() === 'Start – Ambulando', 'a first start in an aeroplane');
    await firstPlan(v);
    check((await v.page.locator('article').count()) >= 2, 'and a first plan');
    net.cut = false;
    await v.open('/');
    await until('which is a record on the server once there is a network', () => people(site) === before + 1);
    await v.context.close();
}

async function killed(site, net) {
    const home = folder('profile');
    let v = await device(site, net, { folder: home });
    await firstPlan(v);
    net.cut = true;
    await walk(v, 21);
    const pid = execFileSync('pgrep', ['-f', `user-data-dir=${home}`]).toString().trim().split('\n').map(Number);
    process.kill(Math.min(...pid), 'SIGKILL');
    await v.context.close().catch(() => {});
    await later(500);
    v = await browse({ ...site, url: net.url }, { worker: true, folder: home });
    await v.open('/record');
    check((await onDevice(v)).some(f => / walk .*minutes=21\b/.test(f.line)), 'killed right after it said so, the browser has what it kept');
    net.cut = false;
    await v.context.close();
    fs.rmSync(home, { recursive: true, force: true });
}

async function aNewVersion(site, net) {
    const v = await device(site, net);
    await firstPlan(v);
    await v.open('/walk');
    await v.page.fill('#minutes', '17'); // a form that is being filled in while the version changes
    net.change = text => text.replace(/VERSION = '\w+'/, "VERSION = 'feedfeedfeedfeed'");
    await v.page.evaluate(() => navigator.serviceWorker.getRegistration().then(r => r.update()));
    await until('a new version waits', () => v.page.evaluate(() => navigator.serviceWorker.getRegistration().then(r => !!r.waiting)));
    check((await v.page.evaluate(() => caches.keys())).length === 2, 'beside the one that made the page');
    await v.page.locator('form .btn').last().click();
    await until('the form is kept', async () => (await onDevice(v).catch(() => [])).some(f => / walk .*minutes=17\b/.test(f.line)));
    await later(1000); // the page that reloads itself
    await v.page.goto(`${net.url}/`).catch(() => {});
    await until('and the next page is of the new one', async () => (await v.page.evaluate(() => caches.keys()).catch(() => [])).join() === 'feedfeedfeedfeed');
    await v.page.waitForSelector('article');
    check((await v.page.locator('article').count()) >= 2, 'with the plan');
    net.change = text => text;
    await v.context.close();
}

async function withdrawn(site, net) {
    const v = await device(site, net);
    await firstPlan(v);
    const version = (await v.page.evaluate(() => caches.keys()))[0];
    site.flags = ['--revoke', version];
    await stop(site);
    await start(site);
    await v.page.evaluate(() => navigator.serviceWorker.controller.postMessage('sync'));
    await later(1000);
    await v.open('/');
    check(/update is needed/.test(await shown(v)) && await v.page.locator('article').count() === 0, 'a version that was withdrawn shows no plan');
    check(/999/.test(await v.page.locator('body').innerText()), 'but whom to call');
    check((await v.open('/safety')).status() === 200 && await v.page.locator('form').count() > 0, 'and the danger signs');
    await v.shot('offline-withdrawn');
    site.flags = [];
    await stop(site);
    await start(site);
    await v.context.close();
}

async function anotherPhone(site, net) {
    const v = await device(site, net);
    await firstPlan(v);
    await until('shared', async () => (await onDevice(v)).every(f => f.sent === 1));
    const code = async () => {
        await v.open('/devices');
        await v.axe('devices');
        await v.go('form[action="/devices/code"] button');
        return /\S+\/devices\/join\/(\S+)/.exec(await shown(v))[1];
    };
    const second = await device(site, net);
    await second.open(`/devices/join/${await code()}`);
    await second.axe('a code');
    await second.go('main form .btn');
    check(at(second) === '/' && (await second.page.locator('article').count()) >= 2, 'a second phone shows the plan at once');
    await until('and has the whole record', async () => (await onDevice(second)).length === (await onDevice(v)).length);
    await walk(second, 14);
    await until('what is told on one', async () => (await onDevice(second)).every(f => f.sent === 1));
    await v.page.evaluate(() => navigator.serviceWorker.controller.postMessage('sync'));
    await until('comes to the other', async () => (await onDevice(v)).some(f => / walk .*minutes=14\b/.test(f.line)));

    await v.open('/devices');
    await v.go('form[action="/devices"] button');
    await v.shot('offline-devices');
    net.cut = true;
    await walk(second, 15);
    net.cut = false;
    await until('one that was taken off says so', async () => {
        await second.open('/');
        return /no longer joined/.test(await second.page.locator('body').innerText());
    });
    await second.shot('offline-taken-off');
    check((await onDevice(second)).some(f => / walk .*minutes=15\b/.test(f.line)), 'and loses nothing that it had not sent');
    check(!lines(site).some(l => / walk .*minutes=15\b/.test(l)), 'which nobody else gets');
    await second.open(`/devices/join/${await code()}`);
    await second.go('main form .btn');
    check(!/no longer joined/.test(await second.page.locator('body').innerText()), 'joined again it does not say so');
    await until('and what it kept is shared', () => lines(site).filter(l => / walk .*minutes=15\b/.test(l)).length === 1);
    await second.context.close();
    await v.context.close();
}

async function installed(site, net) {
    const v = await device(site, net);
    await firstPlan(v);
    const cdp = await v.context.newCDPSession(v.page);
    const { errors, data } = await cdp.send('Page.getAppManifest'), manifest = JSON.parse(data ?? '{}');
    check(!errors.length && manifest.start_url === '/' && manifest.display === 'standalone', 'what an app needs');
    for (const { src, sizes } of manifest.icons ?? [])
        check(await v.page.evaluate(([from, size]) => new Promise(done => {
            const i = new Image();
            i.onload = () => done(size === 'any' || `${i.naturalWidth}x${i.naturalHeight}` === size);
            i.onerror = () => done(false);
            i.src = from;
        }), [src, sizes]), `${src} is ${sizes}`);
    const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
    check(installabilityErrors.filter(e => e.errorId !== 'in-incognito').length === 0, `it can be installed: ${JSON.stringify(installabilityErrors)}`);
    net.cut = true;
    check((await v.open('/phone')).status() === 200, 'how is told without a network too');
    await v.axe('on your phone');
    await v.page.click('#keeping button');
    await v.page.waitForFunction(() => document.querySelector('#keeping [role=status]').textContent);
    check(/browser (keeps|does not promise)/.test(await shown(v)), 'the browser is asked to keep it, and what it said is told');
    await v.shot('offline-phone');
    await v.context.close();
}

async function mayKeepNothing(site, net) {
    net.change = text => `indexedDB.open = () => { throw new Error('refused'); };${text.replace(/VERSION = '\w+'/, "VERSION = 'dead'")}`;
    const v = await device(site, net);
    await firstPlan(v);
    check((await v.page.locator('article').count()) >= 2, 'where nothing may be kept the server has the pages');
    net.change = text => text;
    await v.context.close();
}

// A computer that others use: whoever says "this is not me" leaves nothing there.
async function leaves(site, net) {
    const v = await device(site, net);
    await firstPlan(v);
    await v.page.evaluate(() => localStorage.setItem('player a', '1'));
    await until('shared', async () => (await onDevice(v)).every(f => f.sent === 1));
    const before = people(site), cookie = (await v.context.cookies())[0].value;
    await v.open('/record?leave=1');
    await v.page.locator('[name="sure"]').first().click({ force: true });
    await Promise.all([v.page.waitForNavigation(), v.page.locator('form .btn').last().click()]);
    check(people(site) === before, 'the record stays at the server');
    await v.open('/');
    check(await v.page.title() === 'Start – Ambulando', 'who comes next begins anew');
    check((await onDevice(v).catch(() => [])).length === 0, 'no line is left');
    check(await v.page.evaluate(() => Object.keys(localStorage).length) === 0, 'nor anything else that was kept');
    check(!(await v.context.cookies()).some(c => c.value === cookie), 'nor a way in');
    await v.page.goBack().catch(() => {});
    check(await v.page.locator('article').count() === 0, 'also by the way back');
    await v.context.close();
}

async function erased(site, net) {
    const v = await device(site, net);
    await firstPlan(v);
    await until('shared', async () => (await onDevice(v)).every(f => f.sent === 1));
    const before = people(site);
    net.cut = true;
    const erase = async () => {
        await v.open('/record?erase=1');
        await v.page.locator('[name="sure"]').first().click({ force: true });
        await Promise.all([v.page.waitForNavigation(), v.page.locator('form .btn').last().click()]);
    };
    await erase();
    check((await onDevice(v)).length > 0 && people(site) === before, 'without a network nothing is erased');
    net.cut = false;
    await erase();
    await until('with one it is, there', () => people(site) === before - 1);
    await v.open('/');
    await until('and here', async () => (await onDevice(v).catch(() => [])).length === 0);
    await v.context.close();
}

const site = await serve();
const net = await wire(site);
const only = process.argv.slice(2);
const parts = { aServerThatGoes, aeroplane, killed, aNewVersion, withdrawn, anotherPhone, installed, mayKeepNothing, leaves, erased };
for (const [name, part] of Object.entries(parts)) {
    if (only.length && !only.includes(name))
        continue;
    net.cut = false;
    net.change = text => text;
    const v = await part(site, net).catch(e => check(false, `${name}: ${e.stack.split('\n').slice(0, 4).join(' ')}`));
    if (name === 'aServerThatGoes' && v?.page) {
        await fromElsewhere(site, net, v).catch(e => check(false, `fromElsewhere: ${e.stack}`));
        await twoTabs(site, net, v).catch(e => check(false, `twoTabs: ${e.stack}`));
        await urgent(v, net).catch(e => check(false, `urgent: ${e.stack}`));
        await v.context.close();
    }
}
net.end();
await finish('offline');
