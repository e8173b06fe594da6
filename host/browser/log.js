// log.js - the record on this device: facts in their order of arrival, whether the server has them, and what it said
// last, in IndexedDB; read once for each start of the worker.
//
//     const s = await known();       s.log: { key, line, sent }; s.said: what the server said; s.core: the pages
//     await keep(s, facts);          on disk when it returns

const asked = request => new Promise((done, fail) => { request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error); });
let base;
function database() {
    base ??= new Promise((done, fail) => {
        const r = indexedDB.open('ambulando', 1);
        r.onupgradeneeded = () => {
            r.result.createObjectStore('fact', { autoIncrement: true }).createIndex('line', 'line', { unique: true });
            r.result.createObjectStore('said');
        };
        r.onsuccess = () => { r.result.onversionchange = () => { r.result.close(); base = null; }; done(r.result); };
        r.onerror = () => fail(r.error);
    });
    base.catch(() => { base = null; });
    return base;
}
async function change(work) { // all of it or nothing, and on disk when it returns
    const t = (await database()).transaction(['fact', 'said'], 'readwrite', { durability: 'strict' });
    const end = new Promise((done, fail) => { t.oncomplete = done; t.onabort = t.onerror = () => fail(t.error ?? new Error('not kept')); });
    await work(t.objectStore('fact'), t.objectStore('said'));
    await end;
}

let state;
function known() {
    state ??= (async () => {
        const cache = await caches.open(VERSION);
        const load = async name => module((await WebAssembly.instantiate(await (await cache.match(name)).arrayBuffer())).instance.exports);
        const t = (await database()).transaction(['fact', 'said']);
        const [keys, facts, said] = await Promise.all([asked(t.objectStore('fact').getAllKeys()), asked(t.objectStore('fact').getAll()), asked(t.objectStore('said').get('said'))]);
        return { core: await load('/core.wasm'), figures: null, load, said: said ?? {}, log: facts.map((f, i) => ({ key: keys[i], ...f })) };
    })();
    state.catch(() => { state = null; });
    return state;
}
// fresh: the server has given no receipt; other: of a record that this browser has left before it was sent.
const kept = { fresh: 0, sent: 1, refused: 2, other: 3 };
const record = s => s.log.filter(f => f.sent !== kept.other).map(f => f.line + '\n').join('');
let chain = Promise.resolve(); // one at a time: what a form writes is there before the next page is made
const serial = work => (chain = chain.then(work, work));
async function keep(s, facts) {
    const known = new Set(s.log.map(f => f.line)), fresh = facts.filter(f => !known.has(f.line));
    let keys;
    await change(async store => { keys = await Promise.all(fresh.map(f => asked(store.add(f)))); });
    s.log.push(...fresh.map((f, i) => ({ key: keys[i], ...f })));
}
