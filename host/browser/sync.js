// sync.js - in step with the server: what was written here goes up until there is a receipt for it, what others wrote
// comes down. host/server/sync.c has the words. One at a time; asked again while it runs, it is the same.
//
//     await sync();                  throws where there is no server

let syncing, rested = 0;
const sync = () => (syncing ??= meet().finally(() => { syncing = null; rested = Date.now(); }));
async function meet() {
    const s = await known(), out = s.log.filter(f => f.sent === kept.fresh).slice(0, BATCH);
    const form = new URLSearchParams([['have', s.said.have ?? ''], ['tag', s.said.site?.tag ?? ''], ['core', VERSION], ['clock', Math.floor(Date.now() / 1000)], ...out.map(f => ['fact', f.line])]);
    const r = await fetch('/sync', { method: 'POST', body: form, signal: AbortSignal.timeout(20000) });
    if (r.status === 401)
        return serial(() => note(s, { ...s.said, gone: s.log.length > 0 }));
    if (r.status !== 200)
        throw new Error(`the server answered ${r.status}`);
    const lines = (await r.text()).split('\n');
    await serial(() => take(s, out, lines));
    return out.length === BATCH ? meet() : undefined;
}
const note = async (s, said) => { await change((_, store) => { store.put(said, 'said'); }); s.said = said; };
async function take(s, out, lines) {
    const said = { ...s.said, gone: false, revoked: null, heard: Math.floor(Date.now() / 1000) }, fate = new Map(), there = [];
    let whole = false, other = false;
    for (const line of lines) {
        const [word] = line.split(' ', 1), rest = line.slice(word.length + 1);
        if (word === 'stored' || word === 'exists')
            fate.set(out[parseInt(rest)], kept.sent);
        else if (word === 'conflict' || word === 'refused')
            fate.set(out[parseInt(rest)], kept.refused);
        else if (word === 'line')
            there.push(rest);
        else if (word === 'have')
            said.have = rest;
        else if (word === 'site')
            said.site = Object.fromEntries(new URLSearchParams(rest));
        else if (word === 'revoked')
            said.revoked = VERSION;
        whole ||= word === 'whole';
        other ||= word === 'other';
    }
    const all = new Set(there), mine = new Map(s.log.map(f => [f.line, f]));
    // Another record than before: the same person's, joined to this one, when what was shared before is in it.
    const leaves = other && s.log.some(f => f.sent === kept.sent && !all.has(f.line));
    for (const f of s.log) { // all that it has was told: what it has lost, from an older copy, it gets again
        if (all.has(f.line))
            fate.set(f, kept.sent);
        else if (leaves)
            fate.set(f, f.sent === kept.fresh ? kept.other : null);
        else if (whole && f.sent === kept.sent && !fate.has(f))
            fate.set(f, kept.fresh);
    }
    const fresh = [...all].filter(line => !mine.has(line)).map(line => ({ line, sent: kept.sent }));
    let keys;
    await change(async (facts, store) => {
        for (const [f, sent] of fate)
            sent === null ? facts.delete(f.key) : facts.put({ line: f.line, sent }, f.key);
        keys = await Promise.all(fresh.map(f => asked(facts.add(f))));
        store.put(said, 'said');
    });
    for (const [f, sent] of fate)
        f.sent = sent;
    s.log = [...s.log.filter(f => f.sent !== null), ...fresh.map((f, i) => ({ key: keys[i], ...f }))];
    s.said = said;
    if (said.revoked)
        await self.registration.update();
}
