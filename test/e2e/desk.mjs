// desk.mjs - what the clinic's journeys share: signing in with a second factor, looking at every page.
//
//     const tom = { login: 'tom@example.org', password: '...', secret: 'BASE32' };
//     const desk = await browse(site, { width: 1280, height: 900 });
//     await signIn(desk, tom);
//     await look(desk, '/clinic', 'needs');          axe, valid, pictures at 1280 and 1024
import crypto from 'node:crypto';
import { check } from './lib.mjs';

// The server's clock: it was set when it started, and counts on.
export const clock = site => {
    const at = site.day.length > 10 ? site.day.replace(' ', 'T') + ':00Z' : site.day + 'T09:00:00Z';
    return Date.parse(at) + Date.now() - site.began;
};

function base32(s) {
    const bits = [...s.replace(/[\s=]/g, '').toUpperCase()]
        .map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    return Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)));
}

// RFC 6238, as an app on a phone does it. Each code works once: the one after, when this one was used.
export function code(site, who) {
    let step = Math.floor(clock(site) / 30000);
    if (who.used !== undefined && step <= who.used)
        step = who.used + 1;
    who.used = step;
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const mac = crypto.createHmac('sha1', base32(who.secret)).update(counter).digest();
    const at = mac[19] & 15;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

export async function signIn(v, who) {
    await v.open('/clinic/login');
    await v.page.fill('#login', who.login);
    await v.page.fill('#password', who.password);
    await v.page.fill('#code', code(v.site, who));
    await v.go('form:has(#code) .btn');
    check(!/login/.test(new URL(v.page.url()).pathname), `${who.login} signs in`);
}

// The second proof is set up: the secret is read as a phone would, and proved.
export async function enrol(v, who) {
    who.secret = (await v.page.locator('.secret code').innerText()).replace(/\s/g, '');
    await v.page.fill('#code', code(v.site, who));
    await v.go('form:has(#code) .btn');
    who.codes = await v.page.locator('main ol code').allInnerTexts();
    check(who.codes.length === 10, 'ten codes for paper are shown');
}

// A page of the clinic, by a machine and for people. where: a path, or nothing for the page that is open.
export async function look(v, where, name, { shots = true } = {}) {
    if (where) {
        const answer = await v.open(where);
        check(answer.status() < 400, `${where} is answered: ${answer.status()}`);
    } else {
        await v.keep();
    }
    check(await v.page.locator('h1').count() === 1, `${name} has one heading`);
    for (const [width, height] of [[1024, 768], [1280, 900]]) {
        await v.page.setViewportSize({ width, height });
        check(!await v.sideways(), `${name} does not scroll sideways at ${width}`);
        await v.axe(`${name} at ${width}`);
        if (shots)
            await v.shot(`clinic-${name}-${width}`);
    }
}

export const words = async v => (await v.page.locator('main').innerText()).replace(/\s+/g, ' ');
export const at = v => new URL(v.page.url()).pathname;
