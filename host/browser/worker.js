// worker.js - the patient's pages on the person's own device, with or without a network. The record is lines in
// IndexedDB: what was written here waits there until the server has given a receipt for it (sync).
//
// What reaches it: every page of app/routes.def, the files of VERSION, and figures; all else goes to the server. A
// device that cannot keep anything leaves everything to the server.
const SAFE = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' };
const PAGE = { ...SAFE, 'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'; " +
    "worker-src 'self'; require-trusted-types-for 'script'; trusted-types ambulando" };
const HERE = self.location.origin, QUIET_MS = 15000, WAIT_MS = 4000, BATCH = 400;
const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, '0')).join('');


function clocks(zone, at) { // minutes east of Greenwich there, then
    const f = new Intl.DateTimeFormat('en-GB', { timeZone: zone || undefined, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });
    const p = Object.fromEntries(f.formatToParts(at).map(x => [x.type, Number(x.value)]));
    return Math.round((Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute) - Math.floor(at / 60000) * 60000) / 60000);
}
function head(s, lines, more) {
    const at = Date.now(), zone = s.core.zone(lines), count = sent => s.log.filter(f => f.sent === sent).length;
    let offset, counts = zone ? 1 : 0;
    try { offset = clocks(zone, at); } catch { offset = clocks('', at); counts = 0; }
    return { base_url: HERE, ...s.said.site, known: lines ? 1 : 0, now: Math.floor(at / 1000), offset, zone_counts: counts, random: random(), unsent: count(kept.fresh),
        refused: count(kept.refused), gone: s.said.gone ? 1 : 0, heard: s.said.heard ?? 0, core: VERSION, ...more };
}

// --- pages ------------------------------------------------------------------------------------------------

function page(r) {
    const headers = { ...PAGE, 'content-type': r.type };
    if (r.download)
        headers['content-disposition'] = `attachment; filename="${r.download}"`;
    if (r.status === 303)
        return new Response(null, { status: 303, headers: { ...SAFE, location: r.location } });
    return new Response(r.body, { status: r.status, headers });
}
async function answer(event, body) {
    const url = new URL(event.request.url), s = await known(), lines = record(s), post = event.request.method === 'POST';
    const fields = head(s, lines, { path: decodeURIComponent(url.pathname), query: url.search.slice(1), post: post ? 1 : 0 });
    if (s.said.revoked === VERSION && url.pathname !== '/safety')
        return page(s.core.broken(fields, 'An update is needed first', 'A fault was found in the program on this device. Your answers are safe. Connect to the internet, and open this page again.'));
    const r = s.core.respond(fields, body, lines);
    if (r.effect)
        return null; // not here alone
    if (r.facts)
        try {
            await keep(s, r.facts.split('\n').filter(Boolean).map(line => ({ line, sent: kept.fresh })));
        } catch {
            return r.unkept ? page({ ...r, status: 503, body: r.unkept }) : page(s.core.broken(fields, 'This cannot be kept just now', 'This device has no room to write, or may not. What you sent was not kept.'));
        }
    return page(r);
}
// Erasing, and leaving this browser: the server does it first, and has all that was told; where it does not know
// this device any more it is done here.
async function leave(event, s, body) {
    try {
        await sync();
        const there = await fetch(event.request.url, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' }, redirect: 'manual' });
        if (!s.said.gone && there.status >= 400)
            return there;
    } catch {
        if (!s.said.gone)
            return page(s.core.broken(head(s, record(s)), 'This needs a connection', 'Nothing was erased. Connect to the internet, and send it again.'));
    }
    await change((facts, said) => { facts.clear(); said.clear(); }).catch(() => {}); // the server had the browser do it
    state = base = null;
    return new Response(null, { status: 303, headers: { ...SAFE, location: '/' } });
}
async function drawn(path) {
    const cache = await caches.open(VERSION), hit = await cache.match(path);
    if (hit)
        return hit;
    const s = await known();
    const r = (s.figures ??= await s.load('/figures.wasm')).draw(path);
    if (!r.status)
        return new Response('', { status: 404, headers: SAFE });
    const made = new Response(r.body, { headers: { ...SAFE, 'content-type': r.type, 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" } });
    await cache.put(path, made.clone());
    return made;
}

// --- events -----------------------------------------------------------------------------------------------

const reload = files => files.map(f => new Request(f, { cache: 'reload' }));
self.addEventListener('install', event => event.waitUntil(caches.open(VERSION).then(c => c.addAll(reload(FILES)))));
self.addEventListener('activate', event => event.waitUntil((async () => {
    for (const name of await caches.keys())
        if (name !== VERSION)
            await caches.delete(name);
    await self.clients.claim();
})()));
const quietly = () => sync().catch(() => {});
self.addEventListener('message', event => event.data === 'take over' ? self.skipWaiting() : event.waitUntil(quietly()));
self.addEventListener('sync', event => event.waitUntil(sync()));

let away = false; // the page before was the server's: there a device is joined
async function navigate(event) {
    const post = event.request.method === 'POST', again = event.request.clone();
    try {
        // A new version takes over between two pages, when no other page is open: no page of one meets the other.
        const newer = self.registration.waiting;
        if (!post && newer && (await self.clients.matchAll()).length <= 1) {
            newer.postMessage('take over');
            return new Response('', { headers: { ...SAFE, refresh: '0' } });
        }
        const s = await known();
        const comes = away;
        away = !s.core.route(decodeURIComponent(new URL(event.request.url).pathname));
        if (away)
            return await fetch(again).catch(() => page(s.core.broken(head(s, record(s)), 'This page needs a connection', 'It is not kept on this device. Connect to the internet, and open it again.')));
        // Asks first whether there is a record; an answer is never kept waiting for that.
        if (!post && (s.said.gone ? comes : !s.log.length && !s.said.heard))
            await Promise.race([quietly(), new Promise(done => setTimeout(done, WAIT_MS))]);
        const body = post ? await event.request.text() : '';
        const r = await serial(() => answer(event, body)) ?? await leave(event, s, body);
        const waits = s.log.some(f => f.sent === kept.fresh);
        if (waits) // where a browser can, it does so later even without a page
            self.registration.sync?.register('facts').catch(() => {});
        if (waits || Date.now() - rested > QUIET_MS)
            event.waitUntil(quietly());
        return r;
    } catch { // nothing can be kept or made here: the server can
        state = null;
        return fetch(again);
    }
}
self.addEventListener('fetch', event => {
    const url = new URL(event.request.url);
    if (url.origin !== HERE)
        return;
    if (event.request.mode === 'navigate' && !/^\/clinic(\/|$)/.test(url.pathname))
        event.respondWith(navigate(event));
    else if (FILES.includes(url.pathname))
        event.respondWith(caches.open(VERSION).then(async c => await c.match(url.pathname) ?? fetch(event.request)));
    else if (url.pathname.startsWith('/figure/'))
        event.respondWith(drawn(url.pathname).catch(() => fetch(event.request)));
});
