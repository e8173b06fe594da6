// phones.mjs - one server and many phones, for weeks: clocks that lie, a network that loses, repeats, reorders and
// delays for days, phones that end at any write or are emptied, a server that is killed, old versions. The worker and
// its module are the ones that are served; the server is build/gcc/home; what lies between is here.
//
//     node test/phones.mjs 60 [SEED]      so many people; make soak: 3,000
//
// After it has become quiet: the same facts everywhere, each once; none that was acknowledged is lost; the same plan
// on each of a person's phones and at the server. And every urgent answer was shown before anything was asked of the
// network. Ends with "phones: N passed, N failed"; what failed is told with its person's seed, which alone repeats it:
//
//     node test/phones.mjs 1 SEED
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chance, filled } from './filled.mjs';

const [count = '60', first = '1'] = process.argv.slice(2);
const SOURCE = fs.readFileSync('build/gen/worker.js', 'utf8'), VERSION = /VERSION = '(\w+)'/.exec(SOURCE)[1], WITHDRAWN = '0123456789abcdef';
const compiled = Object.fromEntries(['core', 'figures'].map(n => [`/${n}.wasm`, new WebAssembly.Module(fs.readFileSync(`build/wasm/${n}.wasm`))]));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ambulando-phones-'));
const turn = () => new Promise(setImmediate);
const line = /^\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d [a-z_]+ \S+$/;
const records = fs.readdirSync('test/cases').sort().map(f => fs.readFileSync(`test/cases/${f}`, 'utf8').split('\n').filter(l => line.test(l))).filter(l => l.length > 3);
const paths = [...fs.readFileSync('app/routes.def', 'utf8').matchAll(/^ROUTE\("([^"*]+)"/gm)].map(m => m[1]);
const DAY = 86400;

// --- the server ---------------------------------------------------------------------------------------------

const home = {
    starts: 0,
    start() {
        const [to, from] = ['in', 'out'].map(n => `${folder}/${this.starts}-${n}`);
        this.starts++;
        execFileSync('mkfifo', [to, from]);
        this.to = fs.openSync(to, 'r+');
        this.from = fs.openSync(from, 'r+');
        this.child = spawn('build/gcc/home', [`${folder}/home.db`, WITHDRAWN], { stdio: [this.to, this.from, 'inherit'] });
    },
    kill(between = () => {}) {
        this.child.kill('SIGKILL');
        fs.closeSync(this.to);
        fs.closeSync(this.from);
        between();
        this.start();
    },
    copy(from, to) { // of the database, while nobody has it
        for (const tail of ['', '-wal', '-shm']) {
            fs.rmSync(`${folder}/${to}${tail}`, { force: true });
            if (tail !== '-shm' && fs.existsSync(`${folder}/${from}${tail}`))
                fs.copyFileSync(`${folder}/${from}${tail}`, `${folder}/${to}${tail}`);
        }
    },
    send(what, now, cookie, target, body) {
        const bytes = Buffer.from(body);
        const all = Buffer.concat([Buffer.from(`${what} ${now} ${cookie ?? '.'} ${target} ${bytes.length}\n`), bytes]);
        for (let at = 0; at < all.length;)
            at += fs.writeSync(this.to, all, at);
    },
    ask(what, now, cookie, target = '-', body = '') {
        this.send(what, now, cookie, target, body);
        const byte = Buffer.alloc(1);
        let head = '';
        while (fs.readSync(this.from, byte, 0, 1) === 1 && byte[0] !== 10)
            head += String.fromCharCode(byte[0]);
        const [status, sets, n] = head.split(' '), got = Buffer.alloc(Number(n));
        for (let at = 0; at < got.length;)
            at += fs.readSync(this.from, got, at, got.length - at);
        return { status: Number(status), cookie: sets === '.' ? null : sets, body: got.toString() };
    },
};

// --- a phone ------------------------------------------------------------------------------------------------

class Response {
    constructor(body, { status = 200, headers = {} } = {}) {
        Object.assign(this, { body, status, headers: { get: k => headers[k] ?? null } });
    }
    async text() { return this.body ?? ''; }
    clone() { return this; }
}

// What of IndexedDB log.js uses. A change is a copy that takes the place of what was there when it is committed.
function database(phone, life) {
    const disk = phone.disk;
    const transaction = (names, mode) => {
        const t = {}, writes = mode === 'readwrite', turnOf = life.alive ? disk.writing : new Promise(() => {});
        let mine, pending = 0, over = false, release;
        if (writes && life.alive)
            disk.writing = new Promise(done => { release = done; });
        const begun = (writes ? turnOf : Promise.resolve()).then(() => { mine = writes ? { fact: new Map(disk.fact), said: new Map(disk.said), next: disk.next } : disk; });
        const end = async () => {
            for (let i = 0; i < 8; i++) {
                await null;
                if (pending)
                    return;
            }
            if (over || !life.alive)
                return;
            over = true;
            const fate = writes ? phone.atWrite() : 'kept';
            if (fate === 'ends before' || fate === 'no room') {
                release();
                return fate === 'no room' ? t.onabort?.() : phone.end();
            }
            if (writes) {
                Object.assign(disk, mine);
                phone.lines(0).forEach(l => { if (!l.endsWith('_by=clinician')) phone.world.must.add(l); });
                release();
            }
            if (fate === 'ends after')
                return phone.end();
            t.oncomplete?.();
        };
        const ask = work => {
            const r = {};
            pending++;
            begun.then(() => {
                if (!life.alive)
                    return;
                try {
                    r.result = work(mine);
                } catch (error) {
                    over = true;
                    release?.();
                    r.error = t.error = error;
                    r.onerror?.();
                    t.onabort?.();
                    return;
                }
                r.onsuccess?.();
                pending--;
                end();
            });
            return r;
        };
        begun.then(end);
        t.objectStore = name => ({
            getAll: () => ask(d => [...d[name].values()].map(v => ({ ...v }))),
            getAllKeys: () => ask(d => [...d[name].keys()]),
            get: key => ask(d => d[name].get(key)),
            add: value => ask(d => {
                if ([...d.fact.values()].some(f => f.line === value.line))
                    throw new Error('ConstraintError');
                d.fact.set(d.next, { ...value });
                return d.next++;
            }),
            put: (value, key) => ask(d => { d[name].set(key, { ...value }); }),
            delete: key => ask(d => { d[name].delete(key); }),
            clear: () => ask(d => { d[name].clear(); }),
        });
        return t;
    };
    return { open: () => {
        const r = { result: { transaction, close() {}, createObjectStore: () => ({ createIndex() {} }) } };
        queueMicrotask(() => r.onsuccess());
        return r;
    } };
}

class Phone {
    constructor(world, cookie) {
        Object.assign(this, { world, cookie, skew: 0, online: true, version: VERSION, timers: [] });
        this.empty();
        this.begin();
    }
    empty() {
        this.disk = { fact: new Map(), said: new Map(), next: 1, writing: Promise.resolve() };
    }
    lines(sent) {
        return [...this.disk.fact.values()].filter(f => sent === undefined || f.sent === sent).map(f => f.line);
    }
    atWrite() {
        const { below } = this.world;
        return this.world.quiet || below(15) ? 'kept' : ['ends before', 'ends after', 'no room'][below(3)];
    }
    end() { // the phone, or the browser on it, is gone in this moment: what was on its way stays there
        this.life.alive = false;
        this.timers = [];
        this.world.count.ends++;
    }
    begin() {
        const life = { alive: true }, handlers = {}, { world } = this, phone = this;
        this.disk.writing = Promise.resolve();
        this.life = life;
        this.handlers = handlers;
        this.timers = [];
        const at = () => (world.now + this.skew) * 1000;
        const self = { location: { origin: 'http://localhost' }, addEventListener: (name, f) => { handlers[name] = f; }, skipWaiting() {},
            clients: { matchAll: async () => [], claim: async () => {} }, registration: { waiting: null, update: async () => { world.count.updates++; } } };
        const cache = { match: async name => ({ arrayBuffer: async () => name }), put: async () => {}, addAll: async () => {} };
        const inside = {
            self, indexedDB: database(this, life), fetch: (to, more) => phone.fetch(life, to, more), Response,
            caches: { open: async () => cache, keys: async () => [] }, Request: class {}, AbortSignal: { timeout: () => null },
            crypto: { getRandomValues: a => a.map(() => world.below(256)) }, Date: { now: at, UTC: Date.UTC },
            WebAssembly: { instantiate: async name => ({ instance: new WebAssembly.Instance(compiled[name]) }) },
            setTimeout: f => { phone.timers.push(f); },
            seen: r => { phone.made = r; },
        };
        const source = `${SOURCE.replace(VERSION, this.version)}
            const bare = module;
            module = x => { const m = bare(x); return { ...m, respond: (...all) => { const r = m.respond(...all); seen(r); return r; } }; };`;
        new Function(...Object.keys(inside), source)(...Object.values(inside));
    }
    // The network is slower than the phone: it answers once a page has come, or does not come without. undefined: the
    // phone ended.
    async answer(promise) {
        let over = false, got, failed;
        promise.then(r => { over = true; got = r; }, e => { over = true; failed = e; });
        for (let i = 0; i < 50 && !over && this.life.alive; i++) {
            await turn();
            if (!over && i > 4) {
                this.needed = true;
                this.release();
                this.timers.splice(0).forEach(f => f());
            }
        }
        this.release();
        if (failed)
            return { status: 0, error: failed, headers: { get: () => null } };
        if (!over && this.life.alive)
            throw new Error('a page that never comes');
        return over ? got : undefined;
    }
    async open(where, body) {
        let promise;
        if (!this.life.alive)
            this.begin();
        const request = { url: `http://localhost${where}`, method: body === undefined ? 'GET' : 'POST', mode: 'navigate', text: async () => body, clone() { return this; } };
        Object.assign(this, { made: null, needed: false, held: [] });
        this.handlers.fetch({ request, respondWith: p => { promise = p; }, waitUntil: p => p.catch(() => {}) });
        return this.answer(promise);
    }
    release() {
        this.held?.splice(0).forEach(f => f());
        this.held = null;
    }
    async share() {
        if (!this.life.alive)
            this.begin();
        this.handlers.message({ data: 'sync', waitUntil() {} });
        for (let i = 0; i < 12; i++)
            await turn();
    }
    // The network, as bad as it is.
    fetch(life, to, { method = 'GET', body = '' } = {}) {
        if (this.held)
            return new Promise(go => this.held.push(go)).then(() => this.fetch(life, to, { method, body }));
        const { world } = this, { below } = world;
        const target = typeof to === 'string' ? to.replace('http://localhost', '') : new URL(to.url).pathname, what = method === 'POST' ? 'post' : 'get', text = String(body);
        const deliver = cookie => home.ask(what, world.now, cookie, target, text);
        const come = r => { // where nobody waits any more nothing comes
            if (!life.alive)
                return new Promise(() => {});
            this.cookie = r.cookie ?? this.cookie;
            return new Response(r.body, { status: r.status });
        };
        const lost = new TypeError('Failed to fetch');
        if (!this.online)
            return Promise.reject(lost);
        if (target !== '/sync' || typeof to !== 'string') // a page of the server: only looked at
            return Promise.resolve(what === 'get' ? come(deliver(this.cookie)) : new Response('', { status: 503 }));
        switch (world.quiet ? 20 : below(20)) {
        case 0: // lost on the way there
            return Promise.reject(lost);
        case 1: // lost on the way back
            deliver(this.cookie);
            return Promise.reject(lost);
        case 2: // twice
            deliver(this.cookie);
            return Promise.resolve(come(deliver(this.cookie)));
        case 3: case 4: { // given up, and there days later
            const cookie = this.cookie;
            if (cookie)
                world.late.push(() => deliver(cookie));
            return Promise.reject(lost);
        }
        case 5: case 6: case 7: { // something happens before it is answered
            const r = deliver(this.cookie);
            return new Promise((done, fail) => world.flying.push(() => below(4) ? done(come(r)) : fail(lost)));
        }
        case 9: // the server is not well
            return Promise.resolve(new Response('', { status: [500, 503, 404][below(3)] }));
        case 8: // the server is killed before it, behind it, or in it
            world.count.kills++;
            if (below(2)) {
                home.send(what, world.now, this.cookie, target, text);
                Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, below(4));
            } else if (below(2)) {
                deliver(this.cookie);
            }
            home.kill();
            return Promise.reject(lost);
        default:
            return Promise.resolve(come(deliver(this.cookie)));
        }
    }
}

// --- a person -----------------------------------------------------------------------------------------------

let passed = 0, failed = 0;
const total = { days: 0, facts: 0, urgent: 0, ends: 0, emptied: 0, kills: 0, late: 0, updates: 0, shares: 0, restored: 0 };

async function life(seed) {
    const { below, pick, hex } = chance(seed);
    const must = new Set(); // what a phone has kept
    const world = { below, now: 1795600000 + below(300) * DAY, late: [], flying: [], quiet: false, count: total, must };
    const may = new Set(), clinic = new Set(), orphans = new Set(), phones = [], start = world.now;
    const check = (so, what, more = '') => {
        so ? passed++ : failed++;
        if (!so)
            console.log(`not so: person ${seed}: ${what} ${more}`);
    };
    let older = false; // there is a copy of the server's
    const whose = () => phones.find(p => p.cookie && !p.off)?.cookie ?? null;
    const join = p => { // once there is a record to be joined to
        const r = whose() && home.ask('join', world.now, whose());
        if (r?.status === 0)
            Object.assign(p, { cookie: r.cookie, off: false });
        older = false; // that would not know it
    };

    // Half of them come with a record, half begin on the phone.
    if (below(2)) {
        const lines = pick(records), kept = ['2026-01-01T08:00+00:00 consent to=store&version=1', ...lines.slice(0, 3 + below(lines.length - 3))].map((l, i) => l.includes('_id=') ? l : `${l}&_id=${hex(16)}-${i + 1}`);
        const r = home.ask('begin', world.now, null, '-', kept.join('\n') + '\n');
        if (r.status === 0) {
            kept.forEach(l => must.add(l));
            phones.push(new Phone(world, r.cookie));
        }
    }
    if (!phones.length)
        phones.push(new Phone(world, null));

    async function use(p) {
        let r = await p.open(pick(paths)), at = r?.headers.get('location');
        if (r && at)
            r = await p.open(at.split('#')[0]);
        const form = r?.status === 200 && p.made ? filled(p.made.body, { below, pick }) : null;
        if (form && !/\bdo=(erase|leave)|\b(erase|leave)=/.test(form[1])) {
            const where = form[0] ?? '/';
            r = await p.open(where.startsWith('/') ? where : '/', form[1]);
            const made = p.made;
            if (r && !below(6)) // a tap more than was meant
                await p.open(where.startsWith('/') ? where : '/', form[1]);
            if (made?.unkept && r) {
                total.urgent++;
                check(!p.needed, 'an urgent answer is shown before the network answers', where);
                check(r.status === 303 || r.body === made.unkept, 'and is shown though it cannot be kept', `${r.status} ${r.error ?? ''}`);
                const to = r.headers.get('location');
                if (to && p.life.alive && await p.open(to.split('#')[0]))
                    check(!p.needed, 'and the page that it leads to', to);
            }
            if (made?.facts && r?.status === 303) {
                const there = new Set(p.lines());
                check(made.facts.split('\n').filter(Boolean).every(l => there.has(l)), 'what is acknowledged is kept', where);
            }
        }
    }

    const events = 40 + below(60);
    for (let i = 0; i < events; i++) {
        world.now += below(4) ? below(3600) : below(2 * DAY);
        const p = pick(phones);
        if (below(12) === 0)
            p.online = !p.online;
        if (below(25) === 0)
            p.skew = pick([0, 0, 40, -90, 4000, -4000, DAY, -3 * DAY, 400 * DAY]);
        switch (below(16)) {
        case 0: // another phone
            if (whose() && phones.length < 4) {
                phones.push(new Phone(world, null));
                join(phones.at(-1));
            }
            break;
        case 1: // the clinic writes
            if (whose()) {
                const when = new Date(world.now * 1000).toISOString().slice(0, 16), l = `${when}+00:00 note text=${hex(6)}&_id=${hex(16)}-1&_by=clinician`;
                if (home.ask('clinic', world.now, whose(), '-', `${l}\n`).status === 0)
                    clinic.add(l);
            }
            break;
        case 2: // the worker is stopped, or the phone
            if (p.life.alive)
                p.end();
            break;
        case 3: // the browser throws away what it keeps, sometimes with the cookie
            if (below(3) === 0) {
                total.emptied++;
                p.lines(0).forEach(l => { must.delete(l); may.add(l); });
                p.end();
                p.empty();
                if (below(2))
                    join(p);
                p.begin();
            }
            break;
        case 4: // another version of the program
            if (below(3) === 0) {
                p.end();
                p.version = pick([VERSION, 'fedcba9876543210', WITHDRAWN]);
                p.begin();
            }
            break;
        case 5:
            total.late += world.late.length ? 1 : 0;
            world.late.splice(below(world.late.length + 1), 1).forEach(f => f());
            break;
        case 6:
            world.flying.splice(below(world.flying.length + 1), 1).forEach(f => f());
            await turn();
            break;
        case 9: // the server is put back to what it was, as from a backup: what only it knew is gone
            if (!older && whose() && !below(3)) {
                home.kill(() => home.copy('home.db', 'older.db'));
                older = true;
            } else if (older && !below(3)) {
                home.kill(() => home.copy('older.db', 'home.db'));
                const there = new Set(home.ask('record', world.now, whose()).body.split('\n')), onPhones = new Set(phones.flatMap(x => x.lines()));
                must.forEach(l => { if (!there.has(l) && !onPhones.has(l)) { must.delete(l); may.add(l); } });
                // A phone cannot bring back what a clinician wrote: nobody would know who wrote it.
                clinic.forEach(l => { if (!there.has(l)) { clinic.delete(l); orphans.add(l); } });
                older = false;
                total.restored++;
            }
            break;
        case 10: // it is taken off the record, and has to be joined again
            if (p.cookie && !p.off && phones.some(x => x !== p && x.cookie && !x.off)) {
                home.ask('leave', world.now, p.cookie);
                p.off = true;
            }
            break;
        case 7: case 8:
            total.shares++;
            await p.share();
            break;
        default:
            await use(p);
        }
    }

    // It becomes quiet.
    world.quiet = true;
    world.flying.splice(0).forEach(f => f());
    world.late.splice(0).forEach(f => f());
    for (let round = 0; round < 3; round++)
        for (const p of phones) {
            for (let i = 0; i < 3; i++)
                await turn();
            p.online = true;
            p.skew = 0;
            if (p.off)
                join(p);
            if (p.version !== VERSION || !round) {
                p.end();
                p.version = VERSION;
                p.begin();
            }
            await p.share();
        }
    const cookie = whose();
    if (cookie) {
        const { body: record } = home.ask('record', world.now, cookie), server = record.split('\n').filter(Boolean), all = new Set(server);
        total.facts += server.length;
        check(all.size === server.length, 'each fact is there once', `${server.length - all.size} twice`);
        const lost = [...must, ...clinic].filter(l => !all.has(l));
        check(!lost.length, 'no acknowledged fact is lost', lost.slice(0, 2).join(' | '));
        const strange = server.filter(l => !must.has(l) && !may.has(l) && !clinic.has(l) && !/ received .*_by=device/.test(l));
        check(!strange.length, 'nothing is there that nobody wrote', strange.slice(0, 2).join(' | '));
        const plan = (core, lines, where) => core.respond({ path: where, now: world.now, offset: 0, random: '0'.repeat(32), tag: '0'.repeat(16), known: 1, country: 'GB', base_url: 'http://localhost', keep_months: 24, heard: world.now }, '', lines);
        for (const p of phones) {
            const here = p.lines().filter(l => !orphans.has(l)), set = new Set(here);
            check(!p.lines(0).length && !p.lines(2).some(l => !orphans.has(l)) && !p.lines(3).length, 'nothing waits', `${p.lines(0).length} fresh, ${p.lines(2).length} refused, ${p.lines(3).length} of another record`);
            const lacks = server.filter(l => !set.has(l)), more = here.filter(l => !all.has(l));
            check(!lacks.length && !more.length, 'the same facts on the phone', `lacks ${lacks.length}, has ${more.length} more: ${[...lacks, ...more].slice(0, 2).join(' | ')}`);
            for (const where of ['/', '/plan/print', '/progress', '/safety'])
                check(plan(core, here.map(l => `${l}\n`).join(''), where).body === plan(core, record, where).body, 'the same plan', where);
        }
    } else {
        check(!must.size, 'who told something has a record', `${must.size} facts`);
    }
    total.days += (world.now - start) / DAY;
}

const make = new Function(`${fs.readFileSync('host/browser/module.js', 'utf8')}; return module;`)();
const core = make(new WebAssembly.Instance(compiled['/core.wasm']).exports);
const began = Date.now();
home.start();
process.on('exit', () => home.child.kill('SIGKILL'));
for (let i = 0; i < Number(count); i++)
    try {
        await life(String(Number(first) + i));
    } catch (error) {
        failed++;
        console.log(`not so: person ${Number(first) + i}: ${error.stack}`);
    }
fs.rmSync(folder, { recursive: true, force: true });
const years = total.days / 365, minutes = (Date.now() - began) / 60000;
console.log(`${count} people, ${years.toFixed(1)} patient-years (${(years / minutes).toFixed(0)} a minute), ${total.facts} facts, ${total.urgent} urgent answers; ` +
    `phones ended ${total.ends} times and emptied ${total.emptied}, the server killed ${total.kills} times and put back ${total.restored}, ${total.late} late arrivals`);
console.log(`phones: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
