// serve.mjs - `ambulando serve` from outside: hostile requests, limits, cookies, the way back in, a
// full disk, an end under load. Node's own parts only.
//
//     node test/serve.mjs build/ambulando
//
// Each part starts a server of its own on a free port of the loopback, with records in a folder
// that is removed. Ends with "serve: N passed, N failed".
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';

const program = path.resolve(process.argv[2] ?? 'build/ambulando');
const only = process.argv[3];
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'serve-'));
let passed = 0, failed = 0, folders = 0;
const running = new Set();

function check(ok, what, seen) {
  if (ok) { passed++; return; }
  failed++;
  console.error(`not so: ${what}${seen === undefined ? '' : `\n    ${String(seen).slice(0, 400)}`}`);
}
const same = (seen, wanted, what) => check(seen === wanted, `${what}: ${wanted}`, seen);
const sleep = ms => new Promise(done => setTimeout(done, ms));

// --- servers ---------------------------------------------------------------------------------------

const folder = () => path.join(root, `data-${folders++}`);

async function start({ data = folder(), listen = '127.0.0.1:0', args = [], env = {} } = {}) {
  const child = spawn(program, ['serve', '--data', data, '--listen', listen, ...args],
    { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const s = { child, data, log: '', out: '', code: null };
  running.add(child);
  s.ended = new Promise(done => child.on('exit', (code, signal) => {
    running.delete(child);
    s.code = code ?? signal;
    done(s.code);
  }));
  child.stderr.on('data', bytes => { s.log += bytes; });
  child.stdout.on('data', bytes => { s.out += bytes; });
  for (let i = 0; i < 500 && s.code === null && !/Listening on port \d/.test(s.out); i++)
    await sleep(10);
  s.port = Number(/Listening on port (\d+)/.exec(s.out)?.[1]);
  s.stop = () => { child.kill('SIGTERM'); return s.ended; };
  return s;
}

// Starts it with what it must refuse: its exit status and what it said.
function refused(args, env = {}) {
  const r = spawnSync(program, ['serve', '--data', folder(), ...args],
    { env: { PATH: process.env.PATH, ...env }, timeout: 5000, encoding: 'utf8' });
  return { status: r.status, said: r.stderr };
}

// --- requests --------------------------------------------------------------------------------------

function request(s, method, target, { headers = {}, body, cookie, agent = false, tls } = {}) {
  const form = body !== undefined && !headers['Content-Type'] && !('content-type' in headers);
  const h = { Host: `localhost:${s.port}`, ...headers };
  if (form) h['Content-Type'] = 'application/x-www-form-urlencoded';
  if (cookie) h.Cookie = `__Host-ambulando=${cookie}`;
  if (body !== undefined) h['Content-Length'] = Buffer.byteLength(body);
  return new Promise((done, fail) => {
    const q = (tls ? https : http).request({
      host: '127.0.0.1', port: s.port, method, path: target, headers: h, agent,
      rejectUnauthorized: false, servername: 'localhost', setHost: false,
    }, r => {
      const parts = [];
      r.on('data', part => parts.push(part));
      r.on('error', fail);
      r.on('end', () => {
        const bytes = Buffer.concat(parts);
        const set = (r.headers['set-cookie'] ?? []).find(c => c.startsWith('__Host-ambulando='));
        done({ status: r.statusCode, headers: r.headers, bytes, text: bytes.toString(),
          set, cookie: set && /=([^;]*)/.exec(set)[1] });
      });
    });
    q.on('error', fail);
    q.end(body);
  });
}
const get = (s, target, more) => request(s, 'GET', target, more);
const post = (s, target, body, more) => request(s, 'POST', target, { body, ...more });

// Bytes as they are; what comes back until the server closes or ms have passed.
function raw(s, bytes, ms = 1500) {
  return new Promise(done => {
    const c = net.connect(s.port, '127.0.0.1', () => c.write(bytes));
    const begin = Date.now();
    let text = '';
    const end = closed => { c.destroy(); done({ text, closed, ms: Date.now() - begin }); };
    const timer = setTimeout(() => end(false), ms);
    c.on('data', part => { text += part.toString('latin1'); });
    c.on('error', () => {});
    c.on('close', () => { clearTimeout(timer); end(true); });
  });
}
const answers = text => [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(m => Number(m[1]));

let minted = 1;
const walk = (minutes, id = (minted++).toString(16).padStart(16, '0')) =>
  `id=${id}&agree=yes&minutes=${minutes}`;
const walks = text => (text.match(/^\S+ walk _id=/gm) ?? []).length;
const record = async (s, cookie, more) => (await get(s, '/record/file', { cookie, ...more })).text;

// A browser with a record: its cookie.
async function newcomer(s, more = {}) {
  const first = await get(s, '/safety', more);
  const kept = await post(s, '/walk', walk(5), { cookie: first.cookie, ...more });
  check(kept.status === 303, 'a newcomer may write', kept.status);
  return first.cookie;
}

// --- parts -----------------------------------------------------------------------------------------

const parts = {};

parts.settings = async () => {
  const taken = net.createServer().listen(0, '127.0.0.1');
  await new Promise(done => taken.on('listening', done));
  const port = taken.address().port;
  let r = refused(['--listen', `127.0.0.1:${port}`]);
  same(r.status, 1, 'a port that is taken');
  check(/taken/.test(r.said) && /--listen 127\.0\.0\.1:8081/.test(r.said),
    'says that the port is taken, and how to choose another', r.said);
  taken.close();
  for (const where of ['0.0.0.0:0', '[::]:0', ':0']) {
    r = refused(['--listen', where]);
    same(r.status, 1, `${where} without a seal`);
    check(/--tls-cert/.test(r.said) && /--behind-proxy/.test(r.said), 'says what to give', r.said);
  }
  for (const args of [['--lisen', 'x'], ['--listen'], ['--keep-months', '0'], ['--keep-months', 'x'],
    ['--behind-proxy=1'], ['--country', 'XX'], ['--zone', 'Europe/Nowhere'],
    ['--zone', '../../etc/passwd'], ['--base-url', 'example.org'],
    ['--base-url', 'https://example.org/path'], ['--tls-cert', 'x'], ['--runs-by', 'a\nb'], ['x']]) {
    r = refused(args);
    same(r.status, 2, `serve ${args.join(' ')}`);
    check(r.said.startsWith('ambulando: serve: '), 'says what is wrong', r.said);
  }
  for (const where of ['127.0.0.1', '127.0.0.1:', '127.0.0.1:99999', '127.0.0.1:x'])
    same(refused(['--listen', where]).status, 1, `--listen ${where}`);
  same(refused([], { AMBULANDO_KEEP_MONTHS: 'x' }).status, 2, 'a wrong variable');
  same(refused(['--tls-cert', '/nowhere', '--tls-key', '/nowhere', '--listen', '127.0.0.1:0']).status,
    1, 'no certificate');
  const help = spawnSync(program, ['serve', '--help'], { encoding: 'utf8' });
  same(help.status, 0, '--help');
  const manual = fs.readFileSync(path.join(path.dirname(new URL(import.meta.url).pathname),
    '../docs/admin.md'), 'utf8');
  const options = [...help.stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(m => m[1]);
  check(options.length >= 12, 'the help has the options', options);
  for (const option of options) {
    const variable = `AMBULANDO_${option.slice(2).toUpperCase().replaceAll('-', '_')}`;
    check(manual.includes(`\`${option}`) && manual.includes(`\`${variable}\``),
      `docs/admin.md has ${option} and ${variable}`);
    check(help.stdout.includes(variable), `the help has ${variable}`);
  }
  const s = await start({ env: { AMBULANDO_RUNS_BY: 'Somebody', AMBULANDO_TEST_NEW_EACH: '99' } });
  check(/AMBULANDO_TEST_NEW_EACH is set to 99.*tests only/.test(s.log), 'a limit moved for tests is told', s.log);
  same(fs.statSync(s.data).mode & 0o777, 0o700, 'only its owner may look into the folder');
  check(s.out.includes(`http://localhost:${s.port}`), 'prints the link', s.out);
  same(await s.stop(), 0, 'ends well');
};

parts.hostile = async () => {
  const s = await start({ env: { AMBULANDO_TEST_DEADLINE_MS: '2000' } });
  const H = 'Host: localhost\r\n';
  const smuggled = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const form = 'Content-Type: application/x-www-form-urlencoded\r\n';
  const P = `POST /walk HTTP/1.1\r\n${H}${form}`;
  const refusals = [
    ['two lengths, differing', `${P}Content-Length: 3\r\nContent-Length: 50\r\n\r\na=1${smuggled}`],
    ['two lengths, the same', `${P}Content-Length: 3\r\nContent-Length: 3\r\n\r\na=1${smuggled}`],
    ['a length and a coding', `${P}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a coding and a length', `${P}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a folded coding', `${P}Transfer-Encoding:\r\n chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a folded length', `${P}Content-Length:\r\n 31\r\n\r\n${smuggled}`],
    ['a length in two lines', `${P}Content-Length: 3\r\n 1\r\n\r\n${smuggled}`],
    ['a post without a length', `${P}\r\n${smuggled}`, [411]],
    ['an odd coding', `${P}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['two codings', `${P}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${smuggled}`],
    ['codings in a list', `${P}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a space before the colon', `${P}Content-Length : 3\r\n\r\na=1${smuggled}`],
    ['a tab before the colon', `${P}Content-Length\t: 3\r\n\r\na=1${smuggled}`],
    ['a length with a sign', `${P}Content-Length: +3\r\n\r\na=1${smuggled}`],
    ['a length that is none', `${P}Content-Length: 3a\r\n\r\na=1${smuggled}`],
    ['a length of nothing', `${P}Content-Length: \r\n\r\n${smuggled}`],
    ['a huge length', `${P}Content-Length: 99999999999999999999999\r\n\r\na=1${smuggled}`, [400, 413]],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['two hosts', `GET / HTTP/1.1\r\n${H}${H}\r\n`],
    ['an odd host', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['a control character', `GET / HTTP/1.1\r\n${H}X-A: b\x01c\r\n\r\n`],
    ['an odd header name', `GET / HTTP/1.1\r\n${H}X(A): b\r\n\r\n`],
    ['a GET with a body', `GET / HTTP/1.1\r\n${H}Content-Length: 3\r\n\r\na=1${smuggled}`],
    ['a NUL in the path', `GET /%00 HTTP/1.1\r\n${H}\r\n`],
    ['a broken escape', `GET /%zz HTTP/1.1\r\n${H}\r\n`],
    ['a line end in the path', `GET /a%0d%0aSet-Cookie:x HTTP/1.1\r\n${H}\r\n`],
    ['broken UTF-8', `GET /%ff HTTP/1.1\r\n${H}\r\n`],
    ['a raw byte above ASCII', `GET /\xff HTTP/1.1\r\n${H}\r\n`],
    ['no path', `GET http://localhost/ HTTP/1.1\r\n${H}\r\n`],
    ['a coding without a length', `${P}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`, [411]],
    ['another version', `GET / HTTP/1.7\r\n${H}\r\n`, [505, 400]],
    ['HTTP/2 at once', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400, 505]],
    ['64 kB of header', `GET / HTTP/1.1\r\n${H}X-A: ${'a'.repeat(65536)}\r\n\r\n`, [431]],
    ['200 headers', `GET / HTTP/1.1\r\n${H}${'X-A: b\r\n'.repeat(200)}\r\n`, [431]],
    ['a long path', `GET /${'a'.repeat(4000)} HTTP/1.1\r\n${H}\r\n`, [414]],
    ['PUT', `PUT / HTTP/1.1\r\n${H}Content-Length: 0\r\n\r\n`, [405]],
    ['OPTIONS', `OPTIONS / HTTP/1.1\r\n${H}\r\n`, [405]],
    ['TRACE', `TRACE / HTTP/1.1\r\n${H}\r\n`, [405]],
    ['a method of nobody', `WALK / HTTP/1.1\r\n${H}\r\n`, [405]],
  ];
  for (const [what, bytes, wanted = [400]] of refusals) {
    const r = await raw(s, Buffer.from(bytes, 'latin1'));
    const seen = answers(r.text);
    // The library's own refusal of a length has its head twice; what counts is that nothing else is
    // answered, and that the connection is closed.
    const heads = /length (with|that|of)|huge/.test(what) ? 2 : 1;
    check(seen.length >= 1 && seen.length <= heads && seen.every(n => wanted.includes(n)),
      `${what}: one answer, ${wanted}`, seen);
    check(r.closed && r.ms < 1400, `${what}: and the connection is closed`, r.ms);
  }
  for (const [what, bytes] of [['nothing', ''], ['no request', 'hello\r\n\r\n'],
    ['bytes', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03']]) {
    const r = await raw(s, Buffer.from(bytes, 'latin1'), 4000);
    check(r.closed && !answers(r.text).includes(200), `${what}: closed`, r.text);
  }
  const two = await raw(s, `GET /health HTTP/1.1\r\n${H}\r\nGET /health HTTP/1.1\r\n${H}Connection: close\r\n\r\n`);
  same(answers(two.text).join(), '200,200', 'two requests of a connection, one behind the other');
  const old = await raw(s, `GET /health HTTP/1.0\r\n${H}\r\n`);
  same(answers(old.text).join(), '200', 'HTTP/1.0 with a host');
  const head = await request(s, 'HEAD', '/health');
  check(head.status === 200 && !head.bytes.length && head.headers['content-length'] > 0, 'HEAD', head.status);
  same((await get(s, '/..%2f..%2fetc/passwd')).status, 404, 'a path that climbs');
  same((await get(s, '/nowhere')).status, 404, 'an unknown page');
  same((await get(s, '/health')).status, 200, 'after all of that it is well');
  await s.stop();
  same(s.code, 0, 'and ends well');
};

parts.slow = async () => {
  const s = await start({ env: { AMBULANDO_TEST_DEADLINE_MS: '800', AMBULANDO_TEST_IDLE_MS: '1200' } });
  const drip = (head, first = '', drop = 'X: y\r\n') => new Promise(done => {
    const c = net.connect(s.port, '127.0.0.1', () => c.write(first + head));
    const begin = Date.now();
    let text = '';
    const timer = setInterval(() => c.write(drop), 100);
    const give_up = setTimeout(() => c.destroy(), 6000);
    c.on('data', part => { text += part; });
    c.on('error', () => {});
    c.on('close', () => { clearInterval(timer); clearTimeout(give_up); done({ ms: Date.now() - begin, text }); });
  });
  const H = 'Host: localhost\r\n';
  const all = await Promise.all([
    drip(`GET / HTTP/1.1\r\n${H}`),
    drip('G', '', 'G'),
    drip(`POST /walk HTTP/1.1\r\n${H}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n`),
    drip(`GET / HTTP/1.1\r\n${H}`, `GET /health HTTP/1.1\r\n${H}\r\n`),
  ]);
  const what = ['a header a time', 'the first line', 'a slow body', 'the second request'];
  all.forEach((r, i) => {
    const limit = i === 3 ? 3000 : 2000;
    check(r.ms < limit, `a slow client is closed: ${what[i]}`, r.ms);
    same(answers(r.text).length, i === 3 ? 1 : 0, `and nothing answered: ${what[i]}`);
  });
  // One that does not read what it asked for.
  const lazy = await start({ env: { AMBULANDO_TEST_ANSWER_MS: '800' } });
  const closed = await new Promise(done => {
    const c = net.connect(lazy.port, '127.0.0.1');
    c.pause();
    c.on('error', () => {});
    let begin = Infinity; // it may be told at once, while it still writes, or once it reads
    c.on('close', () => done(Math.max(0, Date.now() - begin)));
    c.write(`GET /safety HTTP/1.1\r\n${H}\r\n`.repeat(100000), () => {});
    setTimeout(() => { // what waits to be read is read now; was it closed meanwhile?
      begin = Date.now();
      c.on('data', () => {});
      c.resume();
      setTimeout(() => c.destroy(), 4000);
    }, 2500);
  });
  check(closed < 1500, 'a client that never reads was closed', closed);
  same((await get(lazy, '/health')).status, 200, 'the others are answered');
  await lazy.stop();
  await s.stop();
};

parts.limits = async () => {
  const s = await start({ env: { AMBULANDO_TEST_EACH: '3' } });
  const open = await Promise.all([1, 2, 3].map(() => new Promise(done => {
    const c = net.connect(s.port, '127.0.0.1', () => done(c));
    c.on('error', () => {});
  })));
  await sleep(200);
  const fourth = await raw(s, 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n');
  check(fourth.closed && !answers(fourth.text).length, 'a fourth connection of an address', fourth.text);
  open.forEach(c => c.destroy());
  await sleep(300);
  same((await get(s, '/health')).status, 200, 'when they have gone there is room again');
  const form = 'Content-Type: application/x-www-form-urlencoded\r\n';
  const large = await raw(s, `POST /walk HTTP/1.1\r\nHost: localhost\r\n${form}Content-Length: 1048577\r\n\r\n`);
  same(answers(large.text).join(), '413', 'a body over a megabyte, refused before it comes');
  check(/href="\/safety"/.test(large.text) && large.closed, 'with the safety card', large.text);
  const whole = await post(s, '/walk', 'x='.padEnd(1 << 20, 'a'));
  check(whole.status >= 400 && whole.status < 500 && whole.status !== 413, 'a megabyte is read', whole.status);
  const three = await post(s, '/walk', 'a=1&'.repeat(5000) + 'b=1');
  check(three.status === 400, 'too many fields', three.status);
  await s.stop();
};

const guards = {
  'content-security-policy': /default-src 'none'; script-src 'self'; style-src 'self'; .*frame-ancestors 'none'; base-uri 'none'/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /camera=\(\)/,
};

parts.headers = async () => {
  const s = await start();
  const cookie = await newcomer(s);
  for (const [what, r] of [
    ['a page', await get(s, '/safety')], ['a missing page', await get(s, '/nowhere')],
    ['a redirect', await post(s, '/walk', walk(3), { cookie })], ['/health', await get(s, '/health')],
    ['a refusal', await get(s, '/%00')], ['another site', await post(s, '/walk', walk(1),
      { cookie, headers: { 'Sec-Fetch-Site': 'cross-site' } })], ['/back', await get(s, '/back')],
    ['a record', await get(s, '/record/file', { cookie })],
  ]) {
    for (const [name, wanted] of Object.entries(guards))
      check(wanted.test(r.headers[name] ?? ''), `${what} has ${name}`, r.headers[name]);
    same(r.headers['cache-control'], 'no-store', `${what} is not stored`);
    check(!r.headers['strict-transport-security'], `${what}: no word of TLS without it`);
  }
  // Back to the page that a post gave: a browser may not ask for it again.
  const urgent = await post(s, '/safety', 'id=0123456789abcdef&saddle=yes&stop=yes');
  check(urgent.status === 200, 'an urgent answer is a page at once', urgent.status);
  same(urgent.headers['cache-control'], 'private, no-cache', 'the page of a post can be gone back to');
  // A figure is the same for everybody, brings its own style and does nothing else.
  for (const name of ['E3.svg', 'E3-still.svg', 'E3-single.svg', 'W.svg', 'one_leg.svg']) {
    const figure = await get(s, `/figure/${name}?again=2`);
    same(figure.status, 200, name);
    same(figure.headers['content-type'], 'image/svg+xml', `${name} is a picture`);
    same(figure.headers['cache-control'], 'public, max-age=86400', `${name} may be kept`);
    same(figure.headers['content-security-policy'], "default-src 'none'; style-src 'unsafe-inline'", `${name}: its own policy`);
    check(!figure.headers['set-cookie'], `${name} ties nobody to a record`, figure.headers['set-cookie']);
    check(/^<svg [^>]*viewBox/.test(figure.text) && figure.text.includes('<title>'), `${name} says what it shows`, figure.text);
  }
  for (const name of ['', 'E3', 'E3.png', 'e3.svg', '-still.svg', '.svg', 'E3-large.svg', '../E3.svg', 'E3.svg/'])
    same((await get(s, `/figure/${name}`)).status, 404, `no figure "${name}"`);
  same((await post(s, '/figure/E3.svg', 'a=1', { cookie })).status, 404, 'a figure takes no post');
  const file = await get(s, '/record/file', { cookie });
  check(/^attachment; filename="[\w.-]+"$/.test(file.headers['content-disposition']), 'a download',
    file.headers['content-disposition']);
  const plain = await get(s, '/safety', { cookie });
  const packed = await get(s, '/safety', { cookie, headers: { 'Accept-Encoding': 'br, gzip' } });
  same(packed.headers['content-encoding'], 'gzip', 'a page is packed');
  const shape = text => text.replace(/value="[0-9a-f]{16}"/g, '');
  check(shape(zlib.gunzipSync(packed.bytes).toString()) === shape(plain.text), 'and the same inside');
  for (const none of ['gzip;q=0', 'br', 'identity', 'xgzip', 'gzip;q=0.0'])
    check(!(await get(s, '/safety', { cookie, headers: { 'Accept-Encoding': none } })).headers['content-encoding'],
      `not packed for ${none}`);
  // The first visit: the page, and what it refers to.
  const first = await get(s, '/', { headers: { 'Accept-Encoding': 'gzip' } });
  const html = first.headers['content-encoding'] ? zlib.gunzipSync(first.bytes).toString() : first.text;
  let bytes = first.bytes.length;
  for (const [, href] of html.matchAll(/(?:href|src)="(\/[^"]*\.(?:css|js|svg|png|ico|webmanifest))"/g)) {
    const r = await get(s, href, { headers: { 'Accept-Encoding': 'gzip' } });
    same(r.status, 200, href);
    if (r.status !== 200)
      continue;
    bytes += r.bytes.length;
    const whole = await get(s, href);
    check(/^"[0-9a-f]{16}"$/.test(whole.headers.etag), `${href} has a strong name`, whole.headers.etag);
    check(/max-age=\d+/.test(whole.headers['cache-control']) && !whole.set, `${href} may be kept, without a cookie`);
    const again = await get(s, href, { headers: { 'If-None-Match': `"x", ${whole.headers.etag}` } });
    check(again.status === 304 && !again.bytes.length, `${href} is not sent twice`, again.status);
    same((await get(s, href, { headers: { 'If-None-Match': '"x"' } })).status, 200, `${href} for another name`);
    if (r.headers['content-encoding']) {
      check(zlib.gunzipSync(r.bytes).equals(whole.bytes), `${href} is the same inside`);
      check(r.headers.etag !== whole.headers.etag, `${href}: packed, it has another name`);
    }
  }
  check(bytes <= 60000, 'a first visit is 60 kB or less', bytes);
  console.log(`serve: a first visit: ${bytes} bytes`);
  await s.stop();
};

parts.other_sites = async () => {
  const s = await start({ args: ['--base-url', 'https://example.org'] });
  const cookie = await newcomer(s);
  const send = (headers, more = {}) => post(s, '/walk', walk(7), { cookie, headers, ...more });
  for (const [headers, status] of [
    [{ 'Sec-Fetch-Site': 'same-origin' }, 303], [{ 'Sec-Fetch-Site': 'none' }, 303],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403], [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }, 303],
    [{ 'Sec-Fetch-Site': 'cross-site', Origin: 'https://example.org' }, 403],
    [{ Origin: 'https://example.org' }, 303], [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'https://example.org.evil.example' }, 403], [{ Origin: 'null' }, 303], [{}, 303],
    [{ 'Content-Type': 'text/plain' }, 415], [{ 'Content-Type': 'multipart/form-data; boundary=x' }, 415],
    [{ 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' }, 303],
  ]) {
    const r = await send(headers);
    same(r.status, status, JSON.stringify(headers));
    if (status >= 400)
      check(/href="\/safety"/.test(r.text), 'a refusal has the safety card', r.text);
  }
  same((await post(s, '/walk', walk(7), { headers: { Origin: 'null' } })).status, 403,
    'no origin and no cookie');
  same(walks(await record(s, cookie)), 8, 'what was refused was not kept');
  same((await get(s, '/safety', { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status, 200,
    'a link from another site');
  check((await get(s, '/safety')).headers['strict-transport-security'], 'TLS is promised where the address is https');
  await s.stop();
};

parts.cookies = async () => {
  const s = await start();
  const first = await get(s, '/safety');
  check(/^__Host-ambulando=[\w-]{43}; Path=\/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax$/.test(first.set ?? ''),
    'the cookie', first.set);
  check((await get(s, '/safety')).cookie !== first.cookie, 'each has its own');
  same((await get(s, '/safety', { cookie: first.cookie })).cookie, first.cookie, 'it is renewed at each visit');
  const people = async () => Number(/^people: (\d+)$/m.exec((await get(s, '/health')).text)?.[1]);
  same(await people(), 0, 'looking makes no record');
  const one = await post(s, '/walk', walk(5, 'a'.repeat(16)), { cookie: first.cookie });
  same(one.status, 303, 'the first answer');
  check(one.headers.location?.startsWith('/'), 'and on to a page of ours', one.headers.location);
  same(await people(), 1, 'makes one');
  same(walks(await record(s, first.cookie)), 1, 'which is found again');
  check(!walks(await record(s)), 'by that cookie only');
  await post(s, '/walk', walk(5, 'a'.repeat(16)), { cookie: first.cookie });
  same(walks(await record(s, first.cookie)), 1, 'the same form sent twice is one fact');
  const bytes = fs.readdirSync(s.data).map(f => fs.readFileSync(path.join(s.data, f)));
  const secret = Buffer.from(first.cookie, 'base64url');
  check(!bytes.some(b => b.includes(first.cookie) || b.includes(secret)), 'the secret is not on disk');

  const lost = await post(s, '/walk', walk(17));
  check(lost.status === 200 && lost.cookie, 'without its cookie: a page, and a fresh one', lost.status);
  check(/value="17"/.test(lost.text), 'which holds what was written', lost.text);
  same(await people(), 1, 'and nothing is kept');
  same((await post(s, '/walk', walk(17), { cookie: lost.cookie })).status, 303, 'pressing again works');
  same(await people(), 2, 'and is kept');
  for (const odd of ['x', '', 'a'.repeat(44), '!'.repeat(43), 'a'.repeat(4000)]) {
    const r = await post(s, '/walk', walk(1), { headers: { Cookie: `__Host-ambulando=${odd}` } });
    check(r.status === 200 && r.cookie && r.cookie !== odd, `a cookie that is none: ${odd.slice(0, 9)}`, r.status);
  }
  // Two tabs that send their first answer at the same moment.
  const shared = (await get(s, '/safety')).cookie, before = await people();
  const both = await Promise.all([...Array(12)].map((_, i) => post(s, '/walk', walk(20 + i), { cookie: shared })));
  check(both.every(r => r.status === 303), 'all are kept', both.map(r => r.status));
  same(await people(), before + 1, 'in one record');
  same(walks(await record(s, shared)), 12, 'each');
  // The same form, answered differently in two tabs at once: a correction, not an error.
  const twice = await Promise.all([30, 31, 32, 33].map(n => post(s, '/walk', walk(n, 'b'.repeat(16)), { cookie: shared })));
  check(twice.every(r => r.status === 303), 'one form with four answers', twice.map(r => r.status));

  // A form that was made for a record is not kept in another that the browser has meanwhile.
  const tag_of = async c => /name="for" value="([0-9a-f]{16})"/.exec((await get(s, '/walk', { cookie: c })).text)?.[1];
  const mine = await newcomer(s), theirs = await newcomer(s), tag = await tag_of(mine);
  check(tag && tag === await tag_of(mine) && tag !== await tag_of(theirs), 'a form names its record', tag);
  same((await post(s, '/walk', `${walk(7)}&for=${tag}`, { cookie: mine })).status, 303, 'kept in its own');
  const crossed = await post(s, '/walk', `${walk(8)}&for=${tag}`, { cookie: theirs });
  check(crossed.status !== 303 && /<form/.test(crossed.text), 'asked about in another', crossed.status);
  same(walks(await record(s, theirs)), 1, 'and not kept there');

  for (const [what, gone] of [['leave', 0], ['erase', 1]]) {
    const c = await newcomer(s), n = await people();
    const r = await post(s, '/record', `id=${'c'.repeat(16)}&do=${what}&sure=yes`, { cookie: c });
    same(r.status, 303, what);
    check(/"cookies"/.test(r.headers['clear-site-data'] ?? ''), `${what}: the browser forgets`, r.headers['clear-site-data']);
    check(/^__Host-ambulando=; .*Max-Age=0/.test(r.set ?? ''), `${what}: and its cookie`, r.set);
    check(!walks(await record(s, c)), `${what}: the cookie opens nothing any more`);
    same(await people(), n - gone, `${what}: the record`);
  }
  await s.stop();
  check(!s.log.includes(first.cookie) && !/minutes|_id=|agree/.test(s.log), 'nothing of it is in the log', s.log);
  check(/^time=\S+ method=POST route=\/walk status=303 ms=\d+ bytes=\d+$/m.test(s.log), 'a line of the log', s.log);
};

parts.way_back = async () => {
  const s = await start({ env: { AMBULANDO_TEST_TRY_EACH: '17' } });
  const mine = await newcomer(s);
  const words_of = text => [...text.matchAll(/<li>([a-z]{3,6})<\/li>/g)].map(m => m[1]);
  const fresh = async () => (await get(s, '/safety')).cookie;
  const open = (words, cookie, more = '') => post(s, '/back', `id=${'d'.repeat(16)}&words=${encodeURIComponent(words)}${more}`, { cookie });
  check(!/<form/.test((await get(s, '/back/new', { cookie: await fresh() })).text), 'no words without a record');
  check(/<form/.test((await get(s, '/back/new', { cookie: mine })).text), 'a button makes them');
  const form_of = text => `id=${/name="id" value="([0-9a-f]{16})"/.exec(text)?.[1]}&instead=${/name="instead" value="([0-9a-f]+)"/.exec(text)?.[1]}`;
  const first_form = form_of((await get(s, '/back/new', { cookie: mine })).text);
  const made = await post(s, '/back/new', first_form, { cookie: mine });
  const words = words_of(made.text);
  same(words.length, 8, 'eight words');
  check(made.text.includes(`/back/${words.join('-')}`), 'and the link');
  check(/<svg class="qr"[^>]*role="img"/.test(made.text), 'and the link as a picture');

  const link = `/back/${words.join('-')}`, phone = await fresh();
  const seen = await get(s, link, { cookie: phone });
  check(seen.status === 200 && /<form method="post" action="\/back"/.test(seen.text), 'the link shows a button', seen.status);
  check(!walks(await record(s, phone)), 'and opens nothing by itself');
  const before = await open(words.join(' '));
  check(before.status === 200 && !/303/.test(before.status), 'words without a cookie open nothing', before.status);
  const opened = await open(`  ${words.join(', ').toUpperCase()}\r\n`, phone);
  same(opened.status, 303, 'the words open it, however they are typed');
  check(opened.cookie && opened.cookie !== phone, 'with a fresh cookie');
  same(walks(await record(s, opened.cookie)), 1, 'there it is');
  check(!walks(await record(s, phone)), 'the cookie of before opens nothing');
  same(walks(await record(s, mine)), 1, 'the first browser has it too');

  const wrongs = [];
  const stranger = await fresh();
  for (const wrong of ['able acorn actor adult again album amber angle', 'no such words at all here now then',
    words.slice(0, 7).join(' '), [...words].reverse().join(' '), ''])
    wrongs.push(await open(wrong, stranger));
  check(wrongs.every(r => r.status === 422), 'unknown words', wrongs.map(r => r.status));
  const bare = wrongs.slice(0, 4).map(r => r.text.replace(/<textarea[^]*?<\/textarea>/, '').replace(/value="[0-9a-f]{16}"/g, ''));
  check(bare.every(t => t === bare[0]), 'one answer for all of them');

  const other = await newcomer(s);
  const warned = await open(words.join(' '), other);
  check(warned.status === 200 && /name="other" value="leave"/.test(warned.text), 'a browser with another record is warned', warned.status);
  same(walks(await record(s, other)), 1, 'and keeps it');
  const left = await open(words.join(' '), other, '&other=leave');
  same(left.status, 303, 'when it insists');
  check(!walks(await record(s, other)), 'its cookie opens the old one no more');
  same(walks(await record(s, left.cookie)), 1, 'the new one opens');

  // A reload, a second tap: the printed words are not to die of it.
  for (const body of [first_form, first_form, 'id=1', 'id=1&instead=0000000000000000']) {
    const once = await post(s, '/back/new', body, { cookie: mine });
    check(once.status === 200 && !words_of(once.text).length && /shown once/.test(once.text) && /<form/.test(once.text),
      'the same form again makes no words, and says why', once.text);
    same((await open(words.join(' '), await fresh())).status, 303, 'the words still open it');
  }
  const taps_form = form_of((await post(s, '/back/new', first_form, { cookie: mine })).text);
  const taps = (await Promise.all([...Array(8)].map(() => post(s, '/back/new', taps_form, { cookie: mine })))).map(r => words_of(r.text));
  same(taps.filter(t => t.length === 8).length, 1, 'eight taps at once make words once');
  const again = taps.find(t => t.length === 8) ?? [];
  check(again.join() !== words.join(), 'new words');
  same(words_of((await post(s, '/back/new', first_form, { cookie: mine })).text).length, 0, 'nor does a form of long ago');
  same((await open(again.join(' '), await fresh())).status, 303, 'which open it');
  same((await open(words.join(' '), stranger)).status, 422, 'take the place of the old');
  same((await post(s, '/back', `words=${again.join('+')}`, { cookie: stranger, headers: { 'Sec-Fetch-Site': 'cross-site' } })).status,
    403, 'not from another site');
  let last;
  for (let i = 0; i < 19; i++)
    last = await open('able acorn actor adult again album amber angle', stranger);
  same(last.status, 429, 'too many tries');
  check(/href="\/safety"/.test(last.text) && last.headers['retry-after'], 'with the safety card');
  await s.stop();
  check(!words.some(w => new RegExp(`\\b${w}\\b`).test(s.log)) && s.log.includes('route=/back/* '), 'no word is in the log', s.log);
};

parts.devices = async () => {
  const s = await start({ env: { AMBULANDO_TEST_TRY_EACH: '12', AMBULANDO_TEST_CODE_MS: '1500' } });
  const mine = await newcomer(s), fresh = async () => (await get(s, '/safety')).cookie;
  const code_of = text => /\/devices\/join\/([\w-]{43})/.exec(text)?.[1];
  const code = async (cookie = mine) => code_of((await post(s, '/devices/code', 'id=1', { cookie })).text);
  const join = (c, cookie, more = '') => post(s, '/devices/join', `id=${'d'.repeat(16)}&code=${c}${more}`, { cookie });
  const listed = text => (text.match(/<h2>(This|Another) device/g) ?? []).length;
  check(!code_of((await post(s, '/devices/code', 'id=1', { cookie: await fresh() })).text), 'no code without a record');
  same(listed((await get(s, '/devices', { cookie: mine })).text), 1, 'one device');
  const first = await code(), second = await code();
  check(first && second && first !== second, 'a code');
  const phone = await fresh();
  same((await join(first, phone)).status, 404, 'a new code takes the place of the old');
  const page = await get(s, `/devices/join/${second}`, { cookie: phone });
  check(page.status === 200 && page.text.includes('action="/devices/join"'), 'the link shows a button', page.status);
  check(!walks(await record(s, phone)), 'and opens nothing by itself');
  const bare = await join(second);
  check(bare.status === 200 && bare.text.includes('action="/devices/join"'), 'without a cookie it is asked again', bare.status);
  same((await post(s, '/devices/join', `code=${second}`, { cookie: phone, headers: { 'Sec-Fetch-Site': 'cross-site' } })).status, 403, 'not from another site');
  const opened = await join(second, phone);
  check(opened.status === 303 && opened.cookie !== phone, 'the button opens it, with a fresh cookie', opened.status);
  same(walks(await record(s, opened.cookie)), 1, 'there it is');
  check(!walks(await record(s, phone)), 'the cookie of before opens nothing');
  same((await join(second, await fresh())).status, 404, 'once');
  same((await get(s, `/devices/join/${second}`)).status, 404, 'and the link says so');
  for (const odd of ['', '/', 'x', 'A'.repeat(43), '%00', 'A'.repeat(2000)])
    check([400, 404].includes((await get(s, `/devices/join/${odd}`)).status), `no code: ${odd.slice(0, 9)}`);

  const other = await newcomer(s), third = await code();
  const warned = await join(third, other);
  check(warned.status === 200 && /name="other" value="leave"/.test(warned.text), 'a browser with another record is warned', warned.status);
  same((await join(third, other, '&other=leave')).status, 303, 'the code still works when it insists');
  check(!walks(await record(s, other)), 'its cookie opens the old one no more');
  const late = await code();
  await sleep(1700);
  same((await join(late, await fresh())).status, 404, 'not after its time');

  const two = (await get(s, '/devices', { cookie: mine })).text, offs = [...two.matchAll(/name="off" value="(\w{16})"/g)].map(m => m[1]);
  check(listed(two) === 3 && offs.length === 2, 'three devices, of which two can be taken off', listed(two));
  const stranger = await newcomer(s);
  await post(s, '/devices', `id=1&off=${offs[0]}`, { cookie: stranger });
  await post(s, '/devices', `id=1&off=${offs[0]}`, { cookie: opened.cookie });
  same(listed((await get(s, '/devices', { cookie: mine })).text), 3, 'a name in the list is of its browser only');
  for (const off of offs)
    check(/taken off\. It/.test((await post(s, '/devices', `id=1&off=${off}`, { cookie: mine })).text), 'taken off');
  check(/off already/.test((await post(s, '/devices', `id=1&off=${offs[0]}`, { cookie: mine })).text), 'twice is once');
  check(!walks(await record(s, opened.cookie)), 'it opens nothing any more');
  same((await post(s, '/sync', 'have=1-00&tag=&core=x&clock=0', { cookie: opened.cookie })).status, 401, 'and hears so at once');
  same(walks(await record(s, mine)), 1, 'the one that stays has it');
  let last;
  for (let i = 0; i < 14; i++)
    last = await join('A'.repeat(43), stranger);
  same(last.status, 429, 'too many tries');
  await s.stop();
  check(!s.log.includes(second) && s.log.includes('route=/devices/join/* '), 'no code is in the log');
};

// A thousand connections that say nothing, from twenty addresses; ten thousand fields; and somebody who wants a page.
parts.idle = async () => {
  const s = await start();
  const cookie = await newcomer(s), idle = [];
  for (let i = 0; i < 1000; i++)
    idle.push(new Promise(done => {
      const c = net.connect({ port: s.port, host: '127.0.0.1', localAddress: `127.0.1.${1 + i % 20}` }, () => done(c));
      c.on('error', () => done(c));
    }));
  const open = await Promise.all(idle);
  check(open.filter(c => c.readyState === 'open').length === 1000, 'a thousand are open', open.filter(c => c.readyState === 'open').length);
  const seen = [];
  for (let i = 0; i < 20; i++)
    seen.push((await get(s, i % 2 ? '/' : '/safety', { cookie })).status);
  check(seen.every(x => x === 200), 'somebody is served meanwhile', seen);
  same((await post(s, '/walk', walk(6), { cookie })).status, 303, 'and what they tell is kept');
  const fields = await post(s, '/walk', `${walk(7)}&${'x=1&'.repeat(10000)}y=2`, { cookie });
  check(fields.status === 400 || fields.status === 413, 'ten thousand fields', fields.status);
  open.forEach(c => c.destroy());
  same(walks(await record(s, cookie)), 2, 'nothing else was');
  await s.stop();
  same(s.code, 0, 'it ends well');
};

// What a device brings: each fact has its fate, and a device writes as nobody else.
parts.sync = async () => {
  const s = await start();
  const mine = await newcomer(s), fact = (n, kind, tail = '') => `2026-03-02T08:00+00:00 ${kind}&_id=${'e'.repeat(16)}-${n}${tail}`;
  const sync = (facts, more = {}, cookie = mine) => post(s, '/sync', new URLSearchParams([['have', more.have ?? ''], ['tag', more.tag ?? ''],
    ['core', 'x'], ['clock', more.clock ?? '0'], ...facts.map(f => ['fact', f])]).toString(), { cookie });
  const fates = text => [...text.matchAll(/^(stored|exists|conflict|refused) (\d+)/gm)].map(m => m[1]).join();
  const first = await sync([fact(1, 'walk minutes=5'), fact(2, 'walk minutes=6'), fact(1, 'walk minutes=7'), 'nonsense',
    fact(3, 'clear flag=red', '&_by=clinician'), '2026-03-02T08:00+00:00 walk minutes=9']);
  same(fates(first.text), 'stored,stored,conflict,refused,refused,refused', 'each fact has its fate');
  check(first.headers['content-type'].startsWith('text/plain') && /no-store/.test(first.headers['cache-control']), 'in plain words, kept by nobody', `${first.headers['content-type']} ${first.headers['cache-control']}`);
  same(fates((await sync([fact(1, 'walk minutes=5'), fact(2, 'walk minutes=6')])).text), 'exists,exists', 'the same again is there');
  same(walks(await record(s, mine)), 3, 'and once');
  check(!/flag=red|minutes=[79]/.test(await record(s, mine)), 'what was refused is not');
  const have = /^have (.*)$/m.exec(first.text)[1], rest = await sync([], { have });
  check(!/^line /m.test(rest.text) && !/^whole/m.test(rest.text), 'who has all gets nothing', rest.text);
  const some = await sync([], { have: have.replace(/.$/, c => c === '0' ? '1' : '0') });
  check(/^whole$/m.test(some.text) && (some.text.match(/^line /gm) ?? []).length >= 3, 'who has another record gets it whole', some.text);
  same((await sync([], { have: '3-00' }, (await get(s, '/safety')).cookie)).status, 401, 'a browser without a record is told so');
  const other = await sync([fact(9, 'walk minutes=8')], { tag: '0123456789abcdef' });
  check(/^other$/m.test(other.text) && !/minutes=8/.test(await record(s, mine)), 'what is of another record is not taken', other.text);
  const late = await sync([fact(10, 'walk minutes=8')], { clock: String(Math.floor(Date.now() / 1000) + 7200) });
  check(fates(late.text) === 'stored' && / received .*&_by=device&facts=1&clock_ahead_s=7[12]\d\d/.test(late.text), 'a clock that is off is noted', late.text);
  same((await post(s, '/sync', 'x=1', { cookie: mine, headers: { 'Sec-Fetch-Site': 'cross-site' } })).status, 403, 'not from another site');
  same((await get(s, '/sync', { cookie: mine })).status, 404, 'and it is no page');
  await s.stop();
};

parts.proxy = async () => {
  const s = await start({ args: ['--behind-proxy', '--base-url', 'https://example.org'],
    env: { AMBULANDO_TEST_NEW_EACH: '2', AMBULANDO_TEST_EACH: '1' } });
  const via = list => ({ headers: { 'X-Forwarded-For': list } });
  for (const [list, status] of [[undefined, 400], ['', 400], ['x', 400], ['10.0.0.1, x', 400], ['10.0.0.1,', 400],
    ['10.0.0.1:80', 400], ['10.0.0.1', 200], ['x, 10.0.0.1', 200], ['2001:db8::1', 200], ['::ffff:10.0.0.1 ', 200]])
    same((await get(s, '/health', list === undefined ? {} : via(list))).status, status, `X-Forwarded-For: ${list}`);
  const many = await Promise.all([...Array(20)].map(() => get(s, '/health', via('10.0.0.1'))));
  check(many.every(r => r.status === 200), 'the proxy has as many connections as it wants');
  const make = async from => {
    const c = (await get(s, '/safety', via(from))).cookie;
    return { c, r: await post(s, '/walk', walk(5), { cookie: c, ...via(from) }) };
  };
  const first = await make('1.2.3.4, 10.1.2.3');
  same(first.r.status, 303, 'a first record from a neighbourhood');
  same((await make('10.1.2.99')).r.status, 303, 'a second');
  const third = await make('9.9.9.9, 10.1.2.200');
  same(third.r.status, 429, 'a third is too much');
  check(/href="\/safety"/.test(third.r.text) && third.r.headers['retry-after'], 'and is told so, with the safety card');
  same((await make('10.1.3.1')).r.status, 303, 'the next street may');
  same((await make('2001:db8:1::1')).r.status, 303, 'IPv6');
  same((await make('2001:db8:1:ffff::1')).r.status, 303, 'IPv6, the same site');
  same((await make('2001:db8:1:2::1')).r.status, 429, 'IPv6, the same site again');
  same((await make('2001:db8:2::1')).r.status, 303, 'IPv6, another site');
  same((await post(s, '/walk', walk(6), { cookie: first.c, ...via('10.1.2.3') })).status, 303,
    'who has a record goes on');
  const two = await raw(s, 'GET /health HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: x\r\nX-Forwarded-For: 10.0.0.1\r\nConnection: close\r\n\r\n');
  same(answers(two.text).join(), '200', 'the header twice: its last is the proxy\'s');
  await s.stop();
};

parts.tls = async () => {
  const key = path.join(root, 'key.pem'), cert = path.join(root, 'cert.pem');
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1',
    '-nodes', '-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=localhost']);
  same(made.status, 0, 'a certificate');
  const s = await start({ listen: '0.0.0.0:0', args: ['--tls-cert', cert, '--tls-key', key],
    env: { AMBULANDO_TEST_DEADLINE_MS: '1500' } });
  const tls = { tls: true };
  const r = await get(s, '/safety', tls);
  same(r.status, 200, 'a page by TLS, on a public address');
  check(/max-age=\d{8}/.test(r.headers['strict-transport-security'] ?? ''), 'which is to stay so');
  check(s.out.includes('https://localhost:'), 'the link is https', s.out);
  same((await post(s, '/walk', walk(5), { cookie: r.cookie, ...tls })).status, 303, 'an answer');
  same(walks(await record(s, r.cookie, tls)), 1, 'is kept');
  const many = await Promise.all([...Array(30)].map(() => get(s, '/safety', tls)));
  check(many.every(x => x.status === 200), 'thirty at once');
  const plain = await raw(s, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', 4000);
  check(plain.closed && !plain.text.includes('200'), 'no plain answer', plain.text);
  const silent = await raw(s, '', 4000);
  check(silent.closed && silent.ms < 3500, 'who does not shake hands is closed', silent.ms);
  const old = spawnSync('openssl', ['s_client', '-connect', `127.0.0.1:${s.port}`, '-tls1_1'], { input: '', timeout: 5000 });
  check(old.status !== 0, 'no old TLS');
  same(await s.stop(), 0, 'ends well');
  same(refused(['--tls-cert', cert, '--tls-key', cert, '--listen', '127.0.0.1:0']).status, 1, 'a certificate for a key');
};

parts.full_disk = async () => {
  const s = await start();
  const cookie = await newcomer(s), fresh = (await get(s, '/safety')).cookie;
  same((await get(s, '/health')).status, 200, 'well at first');
  const limit = bytes => spawnSync('prlimit', [`--fsize=${bytes}:unlimited`, '--pid', String(s.child.pid)]).status;
  same(limit(0), 0, 'the disk is full');
  for (const c of [cookie, fresh]) {
    const r = await post(s, '/walk', walk(9), { cookie: c });
    same(r.status, 503, 'an answer that cannot be kept');
    check(/href="\/safety"/.test(r.text), 'the safety card is there', r.text);
    check(!/\bsaved\b/i.test(r.text) && !r.headers.location, 'and no "saved"', r.text);
    check(r.headers['retry-after'], 'and when to try again');
  }
  const urgent = await post(s, '/safety', 'id=00000000feed0001&saddle=yes&stop=yes', { cookie });
  same(urgent.status, 503, 'nor can an urgent one');
  check(/tel:999/.test(urgent.text) && /not kept/.test(urgent.text) && /Go to/.test(urgent.text), 'but what to do is said', urgent.text);
  const health = await get(s, '/health');
  check(health.status === 503 && /wrong: .*(full|written)/.test(health.text), '/health says so', health.text);
  same((await get(s, '/safety', { cookie })).status, 200, 'the danger signs are shown');
  same(walks(await record(s, cookie)), 1, 'what was kept is still there');
  same(limit('unlimited'), 0, 'there is room again');
  same((await post(s, '/walk', walk(9), { cookie })).status, 303, 'then it is kept');
  same((await get(s, '/health')).status, 200, 'and all is well');
  same(await s.stop(), 0, 'ends well');
};

// What a wrong clock sees is a file whose times all lie far back: the file is made older instead.
parts.clock = async () => {
  const year = 365 * 86400, data = folder();
  const sql = text => {
    const r = spawnSync('sqlite3', [path.join(data, 'ambulando.db'), text], { encoding: 'utf8' });
    same(r.status, 0, `sqlite3: ${text}`);
    return r.stdout.trim();
  };
  let s = await start({ data });
  const people = async () => Number(/^people: (\d+)$/m.exec((await get(s, '/health')).text)?.[1]);
  const swept = async () => { // the first sweep is over when its writes are
    for (let i = 0; i < 100 && !/erased|not believed/.test(s.log); i++)
      await sleep(10);
  };
  const cookie = await newcomer(s);
  check(/^clock: good$/m.test((await get(s, '/health')).text), 'a new server believes its clock');
  await s.stop();
  check(Number(sql("SELECT value FROM meta WHERE name = 'clock_s'")) > Date.now() / 1000 - 60, 'and notes what it says');
  // Three years ahead.
  sql(`UPDATE person SET seen_s = seen_s - ${3 * year}, made_s = made_s - ${3 * year}; UPDATE meta SET value = value - ${3 * year} WHERE name = 'clock_s'`);
  for (const round of ['at the start', 'and after another start, with a visit between']) {
    s = await start({ data });
    await swept();
    same(await people(), 1, `a clock that is years ahead erases nobody ${round}`);
    check(/level=error what="the clock is not believed/.test(s.log), 'it is told', s.log);
    const health = await get(s, '/health');
    check(health.status === 503 && /^wrong: the clock/m.test(health.text) && /^clock: wrong$/m.test(health.text),
      '/health says so', health.text);
    const other = await newcomer(s); // whose visit is dated by that clock
    await post(s, '/record', `id=${'c'.repeat(16)}&do=erase&sure=yes`, { cookie: other });
    await s.stop();
  }
  // Before there was a note: by the newest visit.
  sql("DELETE FROM meta WHERE name = 'clock_s'");
  s = await start({ data });
  await swept();
  same(await people(), 1, 'nor in a file of before');
  await s.stop();
  // Those who were away for less than the months that were promised, by a clock that is believed; then
  // for longer.
  for (const [days, left] of [[729, 1], [742, 0]]) {
    const now = Math.floor(Date.now() / 1000);
    sql(`UPDATE person SET seen_s = ${now - days * 86400}; INSERT OR REPLACE INTO meta VALUES ('clock_s', ${now - 3600})`);
    s = await start({ data });
    if (left)
      await sleep(500);
    else
      await swept();
    same(await people(), left, `away for ${days} days`);
    check(/^clock: good$/m.test((await get(s, '/health')).text), 'the clock is believed');
    await s.stop();
  }
  check(!walks(await record(s = await start({ data }), cookie)), 'that record is gone');
  await s.stop();
};

parts.end_under_load = async () => {
  const data = folder();
  const s = await start({ data });
  const kept = new Set(), trouble = [];
  let asked = 0, ending = false;
  const cookies = await Promise.all([...Array(6)].map(() => newcomer(s)));
  const begun = [];
  async function load(cookie, agent) {
    for (let i = 0; ; i++) {
      const id = (0x1000000 + asked++).toString(16).padStart(16, '0');
      const late = ending;
      try {
        const r = await post(s, '/walk', walk(1 + i % 60, id), { cookie, agent });
        if (r.status === 303)
          kept.add(id);
        else
          trouble.push(`status ${r.status}`);
        if (r.headers.connection === 'close' && ending)
          return;
      } catch (e) {
        if (!late)
          begun.push(e.code);
        return;
      }
    }
  }
  const agents = cookies.map((_, i) => i % 2 ? false : new http.Agent({ keepAlive: true, maxSockets: 1 }));
  const loads = cookies.map((c, i) => load(c, agents[i]));
  await sleep(700);
  ending = true;
  const at = Date.now();
  s.child.kill('SIGTERM');
  await Promise.all(loads);
  same(await s.ended, 0, 'ends with 0 under load');
  check(Date.now() - at < 5000, 'soon', Date.now() - at);
  agents.forEach(a => a && a.destroy());
  check(kept.size > 20, 'there was a load', kept.size);
  same(trouble.length, 0, `no wrong answer ${trouble.slice(0, 3)}`);
  same(begun.length, 0, `what was begun before the end was answered ${begun}`);
  const again = await start({ data });
  const all = (await Promise.all(cookies.map(c => record(again, c)))).join('\n');
  const missing = [...kept].filter(id => !all.includes(`walk _id=${id}-`));
  same(missing.length, 0, `every answer of 303 is there after it (${kept.size})`);
  // Idle connections do not hold it up.
  const idle = net.connect(again.port, '127.0.0.1');
  idle.on('error', () => {});
  await sleep(100);
  const then = Date.now();
  same(await again.stop(), 0, 'ends with somebody idle');
  check(Date.now() - then < 3000, 'and does not wait for them', Date.now() - then);
  idle.destroy();
  // Two of them on one folder: the second says what is wrong or works; the first goes on.
  const one = await start({ data });
  one.child.kill('SIGINT');
  same(await one.ended, 0, 'Ctrl-C');
};

try {
  for (const [name, run] of Object.entries(parts)) {
    if (only && only !== name)
      continue;
    const begin = Date.now();
    try {
      await run();
    } catch (e) {
      check(false, `${name} ran to its end`, e.stack);
    }
    for (const child of running) // of this part, when it did not get to its end
      child.kill('SIGKILL');
    console.log(`serve: ${name}: ${Date.now() - begin} ms`);
  }
} finally {
  fs.rmSync(root, { recursive: true, force: true });
}
console.log(`serve: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
