// clinic.mjs - the clinic's side of `ambulando serve` from outside: the first start, accounts, links, limits,
// cookies and headers, and what is not theirs. Node's own parts only.
//
//     node test/clinic.mjs build/ambulando
//
// Ends with "clinic: N passed, N failed".
import { spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

const program = path.resolve(process.argv[2] ?? 'build/ambulando');
const only = process.argv[3];
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'clinic-'));
let passed = 0, failed = 0, folders = 0;
const running = new Set();

function check(ok, what, seen) {
  if (ok) { passed++; return; }
  failed++;
  console.error(`not so: ${what}${seen === undefined ? '' : `\n    ${String(seen).slice(0, 600)}`}`);
}
const same = (seen, wanted, what) => check(seen === wanted, `${what}: ${wanted}`, seen);
const sleep = ms => new Promise(done => setTimeout(done, ms));

async function start({ data = path.join(root, `data-${folders++}`), env = {} } = {}) {
  const child = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0'],
    { env: { PATH: process.env.PATH, AMBULANDO_MAIL_SERVER: 'smtp://127.0.0.1:9', AMBULANDO_MAIL_FROM: 'post@clinic.example', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const s = { child, data, log: '', out: '' };
  running.add(child);
  s.ended = new Promise(done => child.on('exit', code => { running.delete(child); done(code); }));
  child.stderr.on('data', bytes => { s.log += bytes; });
  child.stdout.on('data', bytes => { s.out += bytes; });
  for (let i = 0; i < 500 && !/Stop with Ctrl-C/.test(s.out); i++)
    await sleep(10);
  await sleep(50);
  s.port = Number(/Listening on port (\d+)/.exec(s.out)?.[1]);
  s.first = /\/clinic\/begin\/\S+/.exec(s.out)?.[0];
  s.stop = () => { child.kill('SIGTERM'); return s.ended; };
  return s;
}

// A browser: cookies by name, as they were set.
class Browser {
  constructor(s, headers = {}) { this.s = s; this.jar = new Map(); this.headers = headers; this.flags = new Map(); }
  request(method, target, body, headers = {}) {
    const h = { Host: `localhost:${this.s.port}`, ...this.headers, ...headers };
    if (this.jar.size)
      h.Cookie = [...this.jar].map(([k, v]) => `${k}=${v}`).join('; ');
    if (body !== undefined) {
      h['Content-Type'] ??= 'application/x-www-form-urlencoded';
      h['Content-Length'] = Buffer.byteLength(body);
    }
    return new Promise((done, fail) => {
      const q = http.request({ host: '127.0.0.1', port: this.s.port, method, path: target, headers: h,
        agent: false, setHost: false }, r => {
        const parts = [];
        r.on('data', part => parts.push(part));
        r.on('end', () => {
          for (const line of r.headers['set-cookie'] ?? []) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
            this.flags.set(name, line);
            if (/Max-Age=0/.test(line)) this.jar.delete(name); else this.jar.set(name, value);
          }
          done({ status: r.statusCode, headers: r.headers, text: Buffer.concat(parts).toString() });
        });
      });
      q.on('error', fail);
      q.end(body);
    });
  }
  get(target, headers) { return this.request('GET', target, undefined, headers); }
  post(target, fields, headers) {
    return this.request('POST', target, new URLSearchParams(fields).toString(), headers);
  }
  // Fills in the first form of a page that posts to a path, with its hidden fields.
  async send(page, target, fields) {
    return this.post(target, { ...hidden(page.text, target), ...fields });
  }
}

const plain = s => s.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<')
  .replaceAll('&gt;', '>').replaceAll('&amp;', '&');
function hidden(page, action) {
  const forms = [...page.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)];
  const form = forms.find(f => f[1] === action) ?? forms[0];
  const fields = {};
  for (const m of (form?.[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g))
    fields[m[1]] = plain(m[2]);
  return fields;
}

function totp(base32, step = Math.floor(Date.now() / 30000)) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const c of base32) bits += letters.indexOf(c).toString(2).padStart(5, '0');
  const key = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigInt64BE(BigInt(step));
  const mac = crypto.createHmac('sha1', key).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}
const secret_of = page => /<p class="secret"><code>([A-Z2-7 ]+)<\/code>/.exec(page)?.[1].replaceAll(' ', '');
const codes_of = page => [...page.matchAll(/<code>([a-z2-7]{4}(?:-[a-z2-7]{4}){3})<\/code>/g)].map(m => m[1]);

const about = {
  clinic: 'Riverside Osteopaths', country: 'GB', site: 'Mill Lane', address: '1 Mill Lane',
  telephone: '01632 960123', zone: 'Europe/London', signed_by: '', signed_number: '', signed_day: '',
  name: 'Olive Owner', login: 'Olive@Example.org', number: 'GOsC 1', password: 'quiet harbour lantern 7',
};

// From the link to the ten codes: the browser is signed in as the owner.
async function begin(s, link = s.first, more = {}) {
  const b = new Browser(s);
  let page = await b.get(link);
  same(page.status, 200, 'the owner\'s link opens');
  page = await b.send(page, link, { ...about, ...more });
  const secret = secret_of(page.text);
  check(page.status === 200 && secret?.length === 32, 'then the second proof is set up', page.text);
  page = await b.send(page, link, { code: totp(secret) });
  const codes = codes_of(page.text);
  check(page.status === 200 && codes.length === 10, 'then ten codes are shown', page.text);
  return { b, secret, codes, login: (more.login ?? about.login).toLowerCase(), link };
}

async function sign_in(s, who, code) {
  const b = new Browser(s);
  const page = await b.get('/clinic/login');
  const r = await b.send(page, '/clinic/login', { login: who.login, password: who.password ?? about.password, code });
  return { b, r };
}

const parts = {};

parts.first = async () => {
  const s = await start();
  check(/Set up a clinic: http:\/\/localhost:\d+\/clinic\/begin\/[\w-]{43} \(works once, for 24 hours\)/.test(s.out),
    'the first start prints the link', s.out);
  check(!s.log.includes(s.first), 'and the log has none');
  const anyone = new Browser(s);
  const nowhere = await anyone.get('/nowhere');
  for (const target of ['/clinic', '/clinic/login', '/clinic/people', '/clinic/welcome/x', '/clinic/begin/',
    `/clinic/begin/${'A'.repeat(43)}`, '/join/x', '/clinic/patient/0123456789abcd']) {
    const r = await anyone.get(target);
    check(r.status === 404 && r.text === nowhere.text, `${target}: as a page that is none`, r.status);
  }
  // What cannot be is asked again, with what was written.
  const b = new Browser(s);
  const page = await b.get(s.first);
  let r = await b.send(page, s.first, { ...about, password: 'password1234', zone: 'Europe/Nowhere', login: 'x', clinic: '' });
  check(r.status === 422 && /id="password-error"/.test(r.text) && /id="zone-error"/.test(r.text) &&
    /id="login-error"/.test(r.text) && /id="clinic-error"/.test(r.text) && /value="Olive Owner"/.test(r.text) &&
    !r.text.includes('password1234'), 'what cannot be is told, and no password comes back', r.text);
  r = await b.send(page, s.first, { ...about, password: 'riverside olive' });
  same(r.status, 422, 'a password of the clinic\'s own name');
  r = await new Browser(s).post(s.first, { ...hidden(page.text, s.first), ...about });
  same(r.status, 403, 'a form of another browser');
  const { b: owner, secret, link } = await begin(s);
  r = await owner.get(link);
  check(r.status !== 200, 'the link works once', r.status);
  r = await anyone.get(link);
  check(r.status === 404, 'for nobody', r.status);
  const flag = owner.flags.get('__Host-ambulando-clinic') ?? '';
  check(/Path=\/; Secure; HttpOnly; SameSite=Strict/.test(flag) && !/Domain|Max-Age|Expires/.test(flag), 'the cookie', flag);
  r = await owner.get('/clinic/people');
  check(r.status === 200 && /Olive Owner/.test(r.text) && /Owner/.test(r.text), 'the owner is in', r.text);
  check(/have not been reviewed by a clinician here/.test(r.text), 'nobody has signed: it says so');
  same(r.headers['cache-control'], 'no-store', 'pages are not stored');
  for (const h of ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'permissions-policy'])
    check(r.headers[h], `${h} is there`);
  r = await anyone.get('/clinic');
  check(r.status === 303 && r.headers.location === '/clinic/login', 'whoever is not signed in', r.status);
  r = await anyone.get('/clinic/nowhere');
  check(r.status === 303 && r.headers.location === '/clinic/login', 'also where there is nothing', r.status);
  r = await anyone.post('/clinic/people', {});
  same(r.status, 403, 'a post of whoever is not signed in');
  check(!new RegExp(`${about.password}|${secret}`).test(s.log) && !s.log.includes(link.slice(14)), 'no secret is in the log', s.log);
  check(/route=\/clinic\/begin\/\* /.test(s.log), 'its pattern is');
  await s.stop();
  const again = await start({ data: s.data });
  check(!again.first, 'a second start prints no link', again.out);
  const health = await new Browser(again).get('/health');
  check(/^clinics: 1\npatients: 0\nunsent: 0$/m.test(health.text), '/health counts', health.text);
  await again.stop();
};

parts.signed = async () => {
  const s = await start();
  const { b } = await begin(s, s.first, { signed_by: 'Olive Owner', signed_number: 'GOsC 1', signed_day: '2026-11-20' });
  const r = await b.get('/clinic/people');
  check(!/have not been reviewed/.test(r.text), 'the rules are signed', r.text);
  await s.stop();
};

parts.login = async () => {
  const s = await start();
  const owner = await begin(s);
  const wrongs = [
    { login: 'nobody@example.org', password: about.password, code: '123456' },
    { login: owner.login, password: 'another one entirely', code: totp(owner.secret) },
    { login: owner.login, password: about.password, code: '000000' },
    { login: owner.login, password: about.password, code: 'abcd-efgh-ijkl-mnop' },
  ];
  const seen = new Set();
  for (const fields of wrongs) {
    const b = new Browser(s);
    const r = await b.send(await b.get('/clinic/login'), '/clinic/login', fields);
    same(r.status, 422, 'what does not fit together');
    seen.add(r.text.replace(/name="(id|key)" value="[^"]*"/g, '').replaceAll(fields.login, ''));
    check(!b.jar.has('__Host-ambulando-clinic'), 'and no session');
  }
  same(seen.size, 1, 'is one page, whatever was wrong');
  // Codes of this moment: each once. The owner's first was used to set it up.
  const step = Math.floor(Date.now() / 30000);
  let { r } = await sign_in(s, owner, totp(owner.secret, step - 1));
  same(r.status, 422, 'a code of before the last one used');
  const one = await sign_in(s, owner, totp(owner.secret, step + 1));
  check(one.r.status === 303 && one.r.headers.location === '/clinic', 'a good one', one.r.status);
  ({ r } = await sign_in(s, owner, totp(owner.secret, step + 1)));
  same(r.status, 422, 'the same again');
  const two = await sign_in(s, owner, owner.codes[0].toUpperCase());
  same(two.r.status, 303, 'a code from paper');
  ({ r } = await sign_in(s, owner, owner.codes[0]));
  same(r.status, 422, 'once');
  check(one.b.jar.get('__Host-ambulando-clinic') !== two.b.jar.get('__Host-ambulando-clinic'), 'each has its own secret');
  // A secret that was planted before opens nothing after.
  const planted = new Browser(s);
  planted.jar.set('__Host-ambulando-clinic', crypto.randomBytes(32).toString('base64url'));
  const page = await planted.get('/clinic/login');
  const was = planted.jar.get('__Host-ambulando-clinic');
  const fields = { login: owner.login, password: about.password, code: owner.codes[1] };
  r = await planted.send(page, '/clinic/login', fields);
  check(r.status === 303 && planted.jar.get('__Host-ambulando-clinic') !== was, 'the secret is a fresh one', r.status);
  // From another site, and without the form's key.
  const b = new Browser(s);
  const form = await b.get('/clinic/login');
  r = await b.post('/clinic/login', { ...hidden(form.text, '/clinic/login'), ...fields, code: owner.codes[2] }, { 'Sec-Fetch-Site': 'cross-site' });
  same(r.status, 403, 'a form from another site');
  r = await b.post('/clinic/login', { id: '0123456789abcdef', ...fields, code: owner.codes[2] });
  same(r.status, 403, 'a form without its key');
  r = await two.b.post('/clinic/logout', { ...hidden(form.text, '/clinic/login') });
  same(r.status, 403, 'the key of another');
  r = await two.b.get('/clinic/people');
  r = await two.b.post('/clinic/logout', hidden(r.text, '/clinic/logout'));
  check(r.status === 303 && r.headers.location === '/clinic/login' && !two.b.jar.has('__Host-ambulando-clinic'), 'signing out', r.status);
  check(!r.headers['clear-site-data'], 'leaves a patient\'s own record in this browser alone');
  await s.stop();
};

parts.limits = async () => {
  const s = await start({ env: { AMBULANDO_TEST_LOGIN_NAME: '5', AMBULANDO_TEST_LOGIN_EACH: '12' } });
  const owner = await begin(s);
  const statuses = [];
  for (let i = 0; i < 8; i++)
    statuses.push((await sign_in(s, owner, '000000')).r.status);
  same(statuses.join(), '422,422,422,422,422,429,429,429', 'five tries for one account');
  const { r } = await sign_in(s, { login: 'other@example.org' }, '000000');
  same(r.status, 422, 'another account is not shut out');
  check(Number((await sign_in(s, owner, '0')).r.headers['retry-after']) > 0, 'it says when to come back');
  let last;
  for (let i = 0; i < 6; i++)
    last = (await sign_in(s, { login: `x${i}@example.org` }, '0')).r.status;
  same(last, 429, 'and so many from one address');
  await s.stop();
  // A flood: a few are served, the others are told to come back, and patients are answered meanwhile.
  const flood = await start({ env: { AMBULANDO_TEST_LOGIN_NAME: '999', AMBULANDO_TEST_LOGIN_EACH: '999', AMBULANDO_TEST_LOGIN_ALL: '999' } });
  const o = await begin(flood);
  const doors = [];
  for (let i = 0; i < 48; i++) {
    const b = new Browser(flood);
    doors.push([b, await b.get('/clinic/login')]);
  }
  const all = Promise.all(doors.map(([b, page]) =>
    b.send(page, '/clinic/login', { login: o.login, password: about.password, code: '000000' })));
  const from = Date.now();
  const safety = await new Browser(flood).get('/safety');
  check(safety.status === 200 && Date.now() - from < 3000, 'the danger signs are shown meanwhile', Date.now() - from);
  const got = (await all).map(x => x.status);
  check(got.includes(503) && got.includes(422) && got.every(x => x === 503 || x === 422), 'some wait, some are sent away', got);
  await flood.stop();
};

parts.sessions = async () => {
  const s = await start({ env: { AMBULANDO_TEST_STAFF_IDLE_S: '2', AMBULANDO_TEST_STEP_S: '1' } });
  const owner = await begin(s);
  same((await owner.b.get('/clinic/people')).status, 200, 'signed in');
  await sleep(3100);
  let r = await owner.b.get('/clinic/people');
  check(r.status === 303 && r.headers.location === '/clinic/login', 'a quiet while ends it', r.status);
  r = await owner.b.get('/clinic/login');
  check(/You were signed out/.test(r.text), 'and the page says so');
  await s.stop();
  const t = await start({ data: s.data, env: { AMBULANDO_TEST_STEP_S: '1' } });
  const a = await sign_in(t, owner, owner.codes[0]);
  const b = await sign_in(t, owner, owner.codes[1]);
  await sleep(1200);
  // What is grave waits for a proof, and then is done.
  let page = await a.b.get('/clinic/account');
  check(/A browser/.test(page.text), 'the sessions are listed', page.text);
  r = await a.b.send(page, '/clinic/account/codes', {});
  check(r.status === 200 && /Is it still you/.test(r.text) && /name="step_code"/.test(r.text), 'it is asked whether it is them', r.text);
  const wrong = await a.b.send(r, '/clinic/account/codes', { step_code: '000000' });
  same(wrong.status, 422, 'a wrong proof');
  r = await a.b.send(wrong, '/clinic/account/codes', { step_code: about.password });
  const codes = codes_of(r.text);
  check(r.status === 200 && codes.length === 10, 'with it, it is done', r.text);
  same((await sign_in(t, owner, owner.codes[2])).r.status, 422, 'codes of before are gone');
  // Another session is ended from here.
  page = await a.b.get('/clinic/account');
  r = await a.b.send(page, '/clinic/account/sessions', { session: 'others' });
  same(r.status, 303, 'the others are signed out');
  same((await b.b.get('/clinic/people')).status, 303, 'at once');
  same((await a.b.get('/clinic/people')).status, 200, 'and not this one');
  // A new password: a new secret here, nothing elsewhere.
  const c = await sign_in(t, owner, codes[0]);
  const was = a.b.jar.get('__Host-ambulando-clinic');
  await sleep(1200);
  page = await a.b.get('/clinic/account');
  r = await a.b.send(page, '/clinic/account/password', { password: 'nine slow herons walk', step_code: about.password });
  check(r.status === 303 && a.b.jar.get('__Host-ambulando-clinic') !== was, 'a new password', r.text);
  same((await c.b.get('/clinic/people')).status, 303, 'ends the other sessions');
  const old = new Browser(t);
  old.jar.set('__Host-ambulando-clinic', was);
  same((await old.get('/clinic/people')).status, 303, 'and the secret of before');
  same((await sign_in(t, owner, codes[1])).r.status, 422, 'the old password is none');
  same((await sign_in(t, { ...owner, password: 'nine slow herons walk' }, codes[1])).r.status, 303, 'the new one is');
  // A new phone.
  page = await a.b.get('/clinic/account');
  r = await a.b.send(page, '/clinic/account/second', { step_code: 'nine slow herons walk' });
  r = /Is it still you/.test(r.text) ? await a.b.send(r, '/clinic/account/second', { step_code: 'nine slow herons walk' }) : r;
  const secret = secret_of(r.text);
  check(secret && secret !== owner.secret, 'another secret for another phone', r.text);
  r = await a.b.send(r, '/clinic/account/second', { code: totp(secret), step_code: 'nine slow herons walk' });
  same(r.status, 303, 'the new phone counts');
  same((await sign_in(t, { ...owner, password: 'nine slow herons walk' }, totp(owner.secret, Math.floor(Date.now() / 30000) + 1))).r.status, 422, 'and the old one no longer');
  await t.stop();
};

parts.links = async () => {
  const s = await start();
  const owner = await begin(s);
  const cli = (...args) => spawnSync(program, ['link', '--data', s.data, '--base-url', `http://localhost:${s.port}`, ...args], { encoding: 'utf8' });
  // Beside the running server: for another clinic, and for an owner who lost the phone.
  let r = cli();
  const other = /\/clinic\/begin\/\S+/.exec(r.stdout)?.[0];
  check(r.status === 0 && other, 'ambulando link', r.stdout + r.stderr);
  r = cli();
  const newer = /\/clinic\/begin\/\S+/.exec(r.stdout)?.[0];
  same((await new Browser(s).get(other)).status === 200, false, 'only the newest works');
  r = cli('--owner', 'nobody@example.org');
  check(r.status === 1 && /nobody signs in with this/.test(r.stderr), 'for nobody', r.stderr);
  r = cli('--owner', 'OLIVE@example.org');
  const welcome = /\/clinic\/welcome\/\S+/.exec(r.stdout)?.[0];
  check(r.status === 0 && welcome, 'for an owner', r.stdout + r.stderr);
  same((await owner.b.get('/clinic/people')).status, 200, 'until it is used nothing changes');
  const b = new Browser(s);
  let page = await b.get(welcome);
  check(page.status === 200 && /Olive Owner/.test(page.text) && /olive@example.org/.test(page.text), 'says whose it is', page.text);
  page = await b.send(page, welcome, { password: 'four geese over water' });
  const secret = secret_of(page.text);
  const wrong = await b.send(page, welcome, { code: '000000' });
  check(wrong.status === 422 && secret_of(wrong.text) === secret, 'a wrong code is asked again, for the same secret', wrong.text);
  page = await b.send(wrong, welcome, { code: totp(secret) });
  check(codes_of(page.text).length === 10, 'taken up', page.text);
  same((await b.get('/clinic/people')).status, 200, 'and signed in');
  same((await owner.b.get('/clinic/people')).status, 303, 'every other session ends');
  same((await new Browser(s).get(welcome)).status, 404, 'the link works once');
  same((await sign_in(s, owner, owner.codes[3])).r.status, 422, 'password and codes of before are gone');
  // Another clinic on the same server: none of the first.
  const second = await begin(s, newer, { clinic: 'Hill Physio', login: 'hal@example.org', name: 'Hal Hill' });
  const people = await second.b.get('/clinic/people');
  check(people.status === 200 && /Hal Hill/.test(people.text) && !/Olive/.test(people.text), 'another clinic', people.text);
  same(spawnSync(program, ['link', '--data', path.join(root, 'none')]).status, 2, 'no database');
  same(spawnSync(program, ['link', '--owner']).status, 2, 'an option without its value');
  await s.stop();
};

parts.nothing_there = async () => {
  const s = await start();
  const { b } = await begin(s);
  const none = await b.get('/clinic/nowhere');
  same(none.status, 404, 'no such page');
  for (const target of ['/clinic/patient/0123456789abcd', '/clinic/patient/0123456789abcd/exam',
    '/clinic/patient/x', '/clinic/patient/', '/clinic/-', '/clinic/site/0123456789abcd']) {
    const r = await b.get(target);
    check(r.status === 404 && r.text === none.text, `${target}: as a page that is none`, r.status);
  }
  const key = hidden(none.text, '/clinic/logout').key;
  const r = await b.post('/clinic/patient/0123456789abcd/exam', { id: '0123456789abcdef', key });
  check(r.status === 404 && r.text === none.text, 'also to a form', r.status);
  await s.stop();
};

// --- every page, as somebody hostile would use it ----------------------------------------------------------

const routes = file => [...fs.readFileSync(file, 'utf8').matchAll(/^ROUTE\("([^"]+)", \w+, (\w+)/gm)].map(m => ({ path: m[1], posts: !/no_post$/.test(m[2]) }));
const named = { '/mistake/*': 'saddle', '/session/*': 'E1', '/swap/*': 'E1', '/learn/*': 'expect', '/exercises/*': 'E3', '/exercises/ladder/*': 'NEU',
  '/clinic/patient/*/instrument/*': 'bother', '/clinic/patient/*/letter/*': 'gp' };
const others = ['/back', '/back/new', '/devices', '/devices/code', '/devices/join', '/sync', `/join/${'A'.repeat(43)}`, `/book/link/${'A'.repeat(43)}`,
  '/clinic/login', '/clinic/logout', '/clinic/step', '/clinic/me', `/clinic/begin/${'A'.repeat(43)}`];

// Every row there is: what a request that was refused may not have changed.
function rows(s) {
  const ask = sql => spawnSync('sqlite3', [path.join(s.data, 'ambulando.db'), sql], { encoding: 'utf8' }).stdout.trim();
  return ask('SELECT name FROM sqlite_schema WHERE type = \'table\' AND name NOT IN (\'meta\', \'session\', \'browser\')').split('\n')
    .map(t => `${t} ${ask(`SELECT count(*) FROM "${t}"`)}`).join('\n');
}

// Anybody may book a visit, each day; the number of the clinic.
function diary(s) {
  const r = spawnSync('sqlite3', [path.join(s.data, 'ambulando.db')], { encoding: 'utf8', input: `.timeout 4000
    UPDATE clinic SET books = 1;
    INSERT INTO service (service, clinic, name, minutes, price, rooms) SELECT 7, clinic, 'First visit', 45, '55 pounds', 0 FROM clinic;
    INSERT INTO offer SELECT account, 7, clinic FROM account;
    INSERT INTO hours (clinic, account, site, weekday, from_min, to_min) SELECT a.clinic, a.account, t.site, w.value, 540, 1080
      FROM account a, site t, json_each('[0,1,2,3,4,5,6]') w;
    SELECT printf('%014x', clinic) FROM clinic;` });
  check(r.status === 0 && /^[0-9a-f]{14}$/.test(r.stdout.trim()), 'a diary', r.stderr);
  return r.stdout.trim();
}

// A clinic with a patient who has a browser of their own. Their pages, and those of the owner, with what they post.
async function clinic_at_work(s) {
  const { b: owner } = await begin(s);
  let page = await owner.get('/clinic/new');
  page = await owner.send(page, '/clinic/new', { name: 'Ann Other', born: '1980' });
  const link = /\/join\/[\w-]{43}/.exec(page.text)?.[0], people = await owner.get('/clinic/people');
  const number = /\/clinic\/patient\/([0-9a-f]+)/.exec(people.text)?.[1];
  check(link && number, 'a patient', page.text.slice(0, 1500));
  const patient = new Browser(s);
  page = await patient.get(link);
  page = await patient.send(page, link, { born: '1980', agree: 'yes', share: 'yes' });
  check(page.status === 303, 'who joins', page.text.slice(0, 1500));
  const numbers = await owner.get('/clinic/staff'), account = /\/clinic\/staff\/([0-9a-f]+)/.exec(numbers.text)?.[1];
  const site = /\/clinic\/sites\/([0-9a-f]+)/.exec((await owner.get('/clinic/sites')).text)?.[1];
  page = await owner.get('/clinic/rooms');
  page = await owner.send(page, '/clinic/rooms', { name: 'Room 1', kind: 'couch', site });
  page = await owner.get('/clinic/services');
  page = await owner.send(page, '/clinic/services', { name: 'First visit', minutes: '40', kind: 'any', who: account });
  const one = async what => new RegExp(`/clinic/${what}/([0-9a-f]+)`).exec((await owner.get(`/clinic/${what}`)).text)?.[1];
  const room = await one('rooms'), service = await one('services');
  check(room && service, 'a room and a kind of visit');
  const whose = { sites: site, staff: account, hours: account, rooms: room, services: service };
  const clinic = diary(s);
  const filled = where => {
    if (where.startsWith('/book'))
      return where.replace('*', clinic);
    const first = whose[where.split('/')[2]] ?? number;
    const name = named[where];
    if (where.startsWith('/clinic'))
      return where.replace('*', () => first).replace('*', name ?? 'x');
    return where.replace('*', name ?? 'x');
  };
  const mine = routes('app/routes.def').map(r => ({ ...r, path: filled(r.path) }));
  const theirs = routes('clinic/routes.def').filter(r => r.path !== '/shared').map(r => ({ ...r, path: filled(r.path) }));
  return { owner, patient, mine: [...mine, { path: '/shared', posts: true }], theirs };
}

parts.every_post = async () => {
  const s = await start();
  const { owner, patient, mine, theirs } = await clinic_at_work(s);
  const before = rows(s);
  const wrong = [[{ 'Sec-Fetch-Site': 'cross-site' }, 403], [{ 'Sec-Fetch-Site': 'same-site' }, 403], [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: `http://localhost:${s.port}.evil.example` }, 403], [{ 'Content-Type': 'text/plain' }, 415], [{ 'Content-Type': 'application/json' }, 415]];
  const all = [...mine.map(r => [patient, r]), ...theirs.map(r => [owner, r]), ...others.map(p => [p.startsWith('/clinic') ? owner : patient, { path: p, posts: true }])];
  let asked = 0;
  for (const [who, { path: where, posts }] of all)
    for (const [headers, status] of posts ? wrong : []) {
      const jar = new Map(who.jar);
      const r = await who.post(where, { id: '0123456789abcdef', agree: 'yes', minutes: '5', sure: 'yes', do: 'erase', saddle: 'yes' }, headers);
      who.jar = jar;
      asked++;
      check(r.status === status, `POST ${where} ${JSON.stringify(headers)}: ${status}`, r.status);
    }
  check(asked > 300, 'all of them', asked);
  same(rows(s), before, 'and nothing was changed');
  await s.stop();
};

const PAYLOAD = `zq"'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;\${7*7}{{7*7}}%00'); DROP TABLE fact; --`;

// The forms of a page with something hostile in every field that takes it.
function armed(page, answer) {
  return [...page.matchAll(/<form[^>]*method="post"[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].map(([, action, inside]) => {
    const fields = new URLSearchParams(), groups = new Map();
    for (const [tag] of inside.matchAll(/<(?:input|textarea|select)\b[^>]*>/g)) {
      const name = /\bname="([^"]*)"/.exec(tag)?.[1], type = /\btype="([^"]*)"/.exec(tag)?.[1] ?? 'text', value = plain(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '');
      if (!name)
        continue;
      if (type === 'hidden')
        fields.append(name, value);
      else if (type === 'radio')
        groups.set(name, [...groups.get(name) ?? [], value]);
      else if (type === 'checkbox')
        fields.append(name, answer === 2 ? PAYLOAD : value || 'yes');
      else
        fields.append(name, answer === 0 && type === 'number' ? '3' : answer === 0 && type === 'date' ? '2026-01-02' : PAYLOAD);
    }
    for (const [name, values] of groups)
      fields.append(name, answer === 2 ? PAYLOAD : values.at(-1));
    return { action: plain(action), fields };
  });
}

parts.every_field = async () => {
  const s = await start({ env: { AMBULANDO_TEST_TRY_EACH: '1000' } });
  const { owner, patient, mine, theirs } = await clinic_at_work(s);
  const harmless = (page, what) => {
    check(page.status < 500 || page.status === 503, `${what}: a page`, page.status);
    check(!/<script>alert|<img src=x|onerror=alert\(2\)>/.test(page.text), `${what}: nothing of theirs is markup`, page.text.slice(Math.max(0, page.text.search(/<script>alert|<img src=x/) - 200)).slice(0, 400));
  };
  const ends = /logout|\/leave$|\/back\/new|\/discharge|\/staff\/|\/step$|\/record|\/shared/; // what ends the visit is not a field
  // A record with a plan, so that no page is shut.
  let page = await patient.get('/record?load=1');
  page = await patient.send(page, '/record', { do: 'check', file: fs.readFileSync('docs/example.record', 'utf8').replaceAll('2026-03-02', new Date(Date.now() - 86400000).toISOString().slice(0, 10)) });
  page = await patient.send(page, '/record', {});
  const today = await patient.get('/');
  check(page.status === 303 && /<article/.test(today.text), 'a plan', today.text.slice(today.text.indexOf('<main')).slice(0, 900));
  let sent = 0;
  const danger = /^\/(safety|mistake|seen|flare|checkin|measure|start\/(strength|history|like|where|worse|you))/; // after an urgent answer the other pages are shut
  const round = async (answer, last) => {
    for (const [who, list] of [[patient, mine], [owner, theirs]])
      for (const { path: where } of list) {
        const page = await who.get(where);
        harmless(page, `GET ${where}`);
        harmless(await who.get(`${where}?${new URLSearchParams({ x: PAYLOAD, again: PAYLOAD, part: PAYLOAD, fact: PAYLOAD, back: PAYLOAD, zone: PAYLOAD })}`), `GET ${where}?...`);
        if (page.status === 200)
          for (const { action, fields } of armed(page.text, answer))
            if (!ends.test(action) && (last || !danger.test(action))) {
              harmless(await who.post(action || where, fields), `POST ${action || where}`);
              sent++;
            }
      }
  };
  for (const [answer, last] of [[1, false], [2, false], [0, false], [2, true], [1, true]])
    await round(answer, last);
  for (const tail of [encodeURIComponent(PAYLOAD.replace('%00', '')), '..%2f..%2f', '%3Cscript%3Ealert(1)%3C/script%3E', "'%20OR%201=1"])
    for (const base of ['/', '/exercises/', '/learn/', '/session/', '/back/', '/devices/join/', '/join/', '/clinic/patient/', '/figure/'])
      for (const who of [patient, owner])
        harmless(await who.get(base + tail), `GET ${base}...`);
  check(sent > 100, 'forms were sent', sent);
  const text = rows(s);
  check(Number(/^fact (\d+)/m.exec(text)?.[1]) > 10, 'the tables are there', text);
  for (const who of [owner, patient]) // each cookie that was set
    for (const [name, line] of who.flags)
      check(name.startsWith('__Host-') && /Secure/.test(line) && /HttpOnly/.test(line) && /SameSite=(Lax|Strict)/.test(line) && /Path=\//.test(line), `the cookie ${name}`, line);
  check(!/<script>alert/.test(s.log) && !s.log.includes('DROP TABLE'), 'nothing of it is in the log');
  await s.stop();
};

// Whoever books a visit: no cookie, nothing kept by a browser or a search engine, nothing of them in the log.
parts.book = async () => {
  const s = await start();
  const { b: owner } = await begin(s);
  const anyone = new Browser(s), nowhere = await anyone.get('/nowhere');
  const none = await anyone.get('/book');
  check(none.status === 404 && none.text === nowhere.text, 'a clinic that does not book online', none.status);
  diary(s);
  const headers = (r, index, what) => {
    check(!r.headers['set-cookie'], `${what}: no cookie`, r.headers['set-cookie']);
    check(r.headers['referrer-policy'] === 'no-referrer' && r.headers['cache-control'] === 'no-store', `${what}: kept nowhere`, JSON.stringify(r.headers));
    same(r.headers['x-robots-tag'], index ? undefined : 'noindex, nofollow', `${what}: for search engines`);
  };
  let page = await anyone.get('/book');
  check(page.status === 200 && /First visit/.test(page.text) && /01632 960123/.test(page.text), 'one that does', page.text);
  headers(page, true, '/book');
  const action = /action="(\/book\/[0-9a-f]{14}\/times)"/.exec(page.text)[1];
  page = await anyone.get(`${action}?service=00000000000007`);
  headers(page, false, 'free times');
  const time = plain(/href="(\/book\/[^"]*\/ask\?[^"]*)"/.exec(page.text)?.[1] ?? '');
  page = await anyone.get(time);
  headers(page, false, 'the form');
  page = await anyone.send(page, time.replace(/\?.*/, ''), { name: 'Anna Bell', mail: 'anna@example.org' });
  check(page.status === 303 && /\/asked$/.test(page.headers.location), 'a visit is asked for', page.text);
  headers(page, false, 'the answer');
  check(/within 20 minutes/.test((await anyone.get(page.headers.location)).text), 'and what to do next');
  const secret = crypto.randomBytes(32).toString('base64url');
  for (const r of [await anyone.get(`/book/link/${secret}`), await anyone.post(`/book/link/${secret}`, { id: '0123456789abcdef', do: 'cancel' })]) {
    check(r.status === 404 && /01632 960123/.test(r.text), 'a link that opens nothing', r.status);
    headers(r, false, 'a link');
  }
  const theirs = await owner.get('/book'); // whoever is signed in is nobody there
  check(theirs.status === 200 && theirs.text.length === (await anyone.get('/book')).text.length, 'the owner books as anybody', theirs.text);
  check(!s.log.includes(secret) && !/anna/i.test(s.log) && s.log.includes('/book/link/*'), 'the log has none of it', s.log);
  await s.stop();
};

// A cookie with one letter changed, cut short or made up is nobody's.
parts.made_up = async () => {
  const s = await start();
  const { owner, patient } = await clinic_at_work(s);
  for (const [who, where, opens] of [[owner, '/clinic/people', /Ann Other/], [patient, '/shared', /Riverside/]]) {
    const name = [...who.jar.keys()].find(k => where.startsWith('/clinic') === /clinic/.test(k)), value = who.jar.get(name);
    check(opens.test((await who.get(where)).text), `${where} opens with its cookie`);
    const flip = i => value.slice(0, i) + (value[i] === 'A' ? 'B' : 'A') + value.slice(i + 1);
    for (const made of [...Array(value.length - 1).keys()].map(flip).concat(value.slice(0, -1), `${value}A`, '', 'A'.repeat(43), value.toUpperCase(), ` ${value}`.slice(0, 43))) {
      const b = new Browser(s);
      b.jar.set(name, made);
      if (made !== value)
        check(!opens.test((await b.get(where)).text), `${where} does not open with another`, made);
    }
    const two = new Browser(s); // one planted before the real one does not take its place in silence
    const r = await two.request('GET', where, undefined, { Cookie: `${name}=${'A'.repeat(43)}; ${name}=${value}` });
    check(!opens.test(r.text) || r.status === 200, 'two cookies of a name');
  }
  await s.stop();
};

try {
  for (const [name, run] of Object.entries(parts)) {
    if (only && only !== name)
      continue;
    const from = Date.now();
    try {
      await run();
    } catch (e) {
      check(false, `${name} ran to its end`, e.stack);
    }
    for (const child of running)
      child.kill('SIGKILL');
    console.log(`clinic: ${name}: ${Date.now() - from} ms`);
  }
} finally {
  fs.rmSync(root, { recursive: true, force: true });
}
console.log(`clinic: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
