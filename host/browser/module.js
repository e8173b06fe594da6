// module.js - calls of core.wasm and figures.wasm: what is asked goes in as bytes, and an answer comes out.
//
//     const core = module(instance.exports);
//     const r = core.respond(head, body, record);    head: { path: '/', now: 1795600000, ... }
//     r.status, r.effect, r.type, r.location, r.download, r.body, r.facts, r.unkept
//
// The worker begins with these lines; the test that compares both builds imports them.
const parts = ['type', 'location', 'download', 'body', 'facts', 'unkept'], encoder = new TextEncoder(), decoder = new TextDecoder();

function module(x) {
    const call = (f, ...texts) => {
        const bytes = texts.map(t => encoder.encode(t)), at = x.room(bytes.reduce((n, b) => n + b.length, 0));
        if (!at)
            throw new Error('this device has no memory left');
        bytes.reduce((to, b) => (new Uint8Array(x.memory.buffer, to, b.length).set(b), to + b.length), at);
        return f(...bytes.map(b => b.length));
    };
    const answer = at => {
        const n = new Uint32Array(x.memory.buffer, at, 2 + 2 * parts.length), r = { status: n[0], effect: n[1] };
        parts.forEach((part, i) => { r[part] = decoder.decode(new Uint8Array(x.memory.buffer, n[2 + 2 * i], n[3 + 2 * i])); });
        return r;
    };
    const head = fields => new URLSearchParams(fields).toString();
    return {
        respond: (fields, body, record) => answer(call(x.respond, head(fields), body, record)),
        broken: (fields, title, what) => answer(call(x.broken, head(fields), title, what)),
        zone: record => answer(call(x.zone, record)).body,
        route: path => call(x.route, path),
        draw: path => answer(call(x.draw, path)),
    };
}
