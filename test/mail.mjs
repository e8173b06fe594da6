// mail.mjs - mail of `ambulando serve` against a real mail server (aiosmtpd, test/smtp.py): each arrives once, also
// when the mail server was down, hung, or the program was killed while one was on its way.
//
//     node test/mail.mjs build/ambulando
//
// Ends with "mail: N passed, N failed".
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';

const program = path.resolve(process.argv[2] ?? 'build/ambulando');
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'mail-'));
const data = path.join(root, 'data'), box = path.join(root, 'box');
const running = new Set();
let passed = 0, failed = 0;
function check(ok, what, seen) {
  if (ok) { passed++; return; }
  failed++;
  console.error(`not so: ${what}${seen === undefined ? '' : `\n    ${String(seen).slice(0, 800)}`}`);
}
const sleep = ms => new Promise(done => setTimeout(done, ms));
async function until(what, ms = 15000) {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(50))
    if (await what()) return true;
  return false;
}
function sql(words) {
  const r = spawnSync('sqlite3', ['-cmd', '.timeout 5000', path.join(data, 'ambulando.db'), words]);
  if (r.status) console.error(`sqlite3: ${r.stderr}\n    ${words}`);
  return r.stdout.toString().trim();
}
const freePort = () => new Promise(done => {
  const s = net.createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); });
});

// --- the mail server, and ours

async function smtp(port, ...who) {
  const child = spawn('/usr/bin/python3', [path.join(import.meta.dirname ?? 'test', 'smtp.py'), String(port), box, ...who],
    { stdio: ['pipe', 'pipe', 'inherit'] });
  running.add(child);
  const ended = new Promise(done => child.on('exit', () => { running.delete(child); done(); }));
  await new Promise(done => child.stdout.once('data', done));
  return { stop() { child.stdin.end(); return ended; } };
}
// A server that takes connections and says nothing.
function silent(port) {
  const open = new Set();
  return new Promise(done => {
    const s = net.createServer(c => { open.add(c); c.on('error', () => {}); c.on('close', () => open.delete(c)); }).listen(port, '127.0.0.1', () => done({
      count: () => open.size,
      stop() { for (const c of open) c.destroy(); return new Promise(end => s.close(end)); },
    }));
  });
}
async function serve(port, { url = `smtp://127.0.0.1:${port}`, flags = [], env = {} } = {}) {
  const child = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--base-url', 'https://visits.example',
    '--mail-server', url, '--mail-from', 'Ängsby Kliniken <post@visits.example>', ...flags],
  { env: { PATH: process.env.PATH, AMBULANDO_TEST_MAIL_MINUTE_S: '1', AMBULANDO_TEST_MAIL_LOOK_MS: '100',
    AMBULANDO_TEST_MAIL_MS: '8000', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const s = { child, log: '', out: '' };
  running.add(child);
  s.ended = new Promise(done => child.on('exit', code => { running.delete(child); done(code); }));
  child.stderr.on('data', bytes => { s.log += bytes; });
  child.stdout.on('data', bytes => { s.out += bytes; });
  await until(() => /Stop with Ctrl-C/.test(s.out) || child.exitCode !== null);
  s.port = Number(/Listening on port (\d+)/.exec(s.out)?.[1]);
  s.get = async where => { const r = await fetch(`http://127.0.0.1:${s.port}${where}`); return r.text(); };
  s.stop = (how = 'SIGTERM') => { child.kill(how); return s.ended; };
  return s;
}

// --- what is booked

let number = 1000;
const now = () => Math.floor(Date.now() / 1000);
const who = {};
function set() {
  [who.clinic, who.site, who.account] = sql('SELECT a.clinic, s.site, a.account FROM account a JOIN site s'
    + " ON s.clinic = a.clinic WHERE a.role = 'practitioner' LIMIT 1").split('|').map(Number);
  const { clinic, site, account } = who;
  // Nobody of the demo itself is written to.
  sql("UPDATE waiting SET state = 'ended'; UPDATE booking SET mail = ''; UPDATE patient SET mail = ''; DELETE FROM mail; DELETE FROM diary_link");
  sql(`UPDATE clinic SET remind_days = 1; UPDATE site SET zone = 'UTC', address = 'Mill Lane 4', telephone = '01632 960456',
      directions = 'By the river, behind the mill.' WHERE site = ${site};
    INSERT INTO service (service, clinic, name, minutes, rooms) VALUES (71, ${clinic}, 'Sciatica: first assessment', 30, 0);
    INSERT INTO offer VALUES (${account}, 71, ${clinic});
    ${[0, 1, 2, 3, 4, 5, 6].map(d => `INSERT INTO hours (hours, clinic, account, site, weekday, from_min, to_min)
      VALUES (${80 + d}, ${clinic}, ${account}, ${site}, ${d}, 0, 1440);`).join('')}`);
}
function book(mail, { from = now() + 5 * 86400 + 3600 * number, made = now() - 5 * 86400, name = 'Åsa Öberg' } = {}) {
  const n = number++, at = from - from % 1800, day = Math.floor(at / 86400), minute = at % 86400 / 60;
  sql(`INSERT INTO booking (booking, clinic, site, account, service, day, from_min, minutes, from_s, until_s, state, name,
    mail, made_s, changed_s) VALUES (${n}, ${who.clinic}, ${who.site}, ${who.account}, 71, ${day}, ${minute}, 30, ${at},
    ${at + 1800}, 'booked', '${name}', '${mail}', ${made}, ${made})`);
  return n;
}
function queue(booking, what = 'booked', of = 0) {
  sql(`INSERT INTO mail (mail, clinic, booking, what, of, due_s, next_s) VALUES (${++number}, ${who.clinic}, ${booking},
    '${what}', ${of}, ${now()}, ${now()})`);
  return number;
}
const row = mail => sql(`SELECT coalesce(sent_s, 0), coalesce(gone_s, 0), tries, error FROM mail WHERE mail = ${mail}`).split('|');
const isSent = mail => Number(row(mail)[0]) > 0;
// Quoted-printable and encoded words, read by rules of our own test's.
const plain = s => Buffer.from(s.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, h) => String.fromCharCode(parseInt(h, 16))), 'latin1').toString();
function arrived(to) {
  return fs.readdirSync(box).filter(f => f.endsWith('.eml')).map(f => fs.readFileSync(path.join(box, f), 'utf8'))
    .filter(m => m.startsWith(`X-To: ${to}\n`)).map(m => {
      const at = m.indexOf('\r\n\r\n');
      const head = m.slice(0, at).replace(/\r\n[ \t]+/g, ' ');
      const between = /boundary="([^"]+)"/.exec(head)?.[1];
      const parts = between ? m.slice(at).split(`\r\n--${between}`).slice(1, -1).map(p => p.slice(p.indexOf('\r\n\r\n') + 4)) : [m.slice(at + 4)];
      return { raw: m, head, body: plain(parts[0]), file: Buffer.from(parts[1] ?? '', 'base64').toString(), id: /^Message-ID: (.*)$/mi.exec(head)?.[1],
        subject: /^Subject: (.*)$/mi.exec(head)?.[1] };
    });
}
const processes = () => fs.readdirSync('/proc').filter(p => /^\d+$/.test(p));
const told = (pid, file) => { try { return fs.readFileSync(`/proc/${pid}/${file}`, 'latin1'); } catch { return ''; } };
const mailerOf = pid => processes().find(p => new RegExp(`^PPid:\\t${pid}$`, 'm').test(told(p, 'status')));
const runs = mailer => told(mailer, 'cmdline').startsWith('ambulando\0mailer');

// --- the tests

async function arrives(port) {
  const server = await smtp(port);
  const tomorrow = book('reminded@example.org', { from: now() + 23 * 3600 });
  sql(`INSERT INTO waiting (waiting, clinic, service, name, mail, first_day, last_day, from_min, to_min, state, turn_s, made_s)
    VALUES (500, ${who.clinic}, 71, 'Bo', 'waits@example.org', 0, 90000, 0, 1440, 'waiting', 1, 1),
           (501, ${who.clinic}, 71, 'Cy', 'waits2@example.org', 0, 90000, 0, 1440, 'waiting', 2, 1)`);
  const three = ['ann@example.org', 'bob@example.org', 'cid@example.org'].map(to => queue(book(to)));
  const s = await serve(port);
  check(s.port > 0, 'the server starts', s.log);
  check(/Mail goes out through smtp/.test(s.out), 'it says that mail goes out', s.out);
  check(await until(() => three.every(isSent)), 'three mails are sent', s.log);
  for (const to of ['ann', 'bob', 'cid']) {
    const got = arrived(`${to}@example.org`);
    check(got.length === 1, `a mail to ${to} arrives once`, got.length);
    const m = got[0];
    check(/^Your visit on \w+day \d+ \w+ at \d\d:\d\d$/.test(m?.subject), 'its subject says when', m?.subject);
    check(/^X-From: post@visits.example$/m.test(m?.head) && /^From: =\?utf-8\?Q\?=C3=84ngsby_Kliniken\?= <post@/mi.test(m?.head), 'whom it is from', m?.head);
    check(/^Auto-Submitted: auto-generated$/m.test(m?.head), 'it says that a program sent it');
    check(/Hello Åsa Öberg,/.test(m?.body) && /Mill Lane 4/.test(m?.body) && /01632 960456/.test(m?.body) && /behind the mill/.test(m?.body), 'its text', m?.body);
    check(/https:\/\/visits\.example\/book\/link\/[\w-]{43}\r\n/.test(m?.body), 'its link', m?.body);
    const page = await s.get(/\/book\/link\/[\w-]{43}/.exec(m?.body)?.[0] ?? '/none');
    check(/Mill Lane 4/.test(page) && /cancel/i.test(page), 'its link opens the visit', page.slice(0, 3000));
    check(!/sciatica|assessment|pain|back/i.test(m?.subject + m?.body + m?.file), 'no word about health', m?.body + m?.file);
    check(/^BEGIN:VCALENDAR\r\n[^]*\r\nMETHOD:PUBLISH\r\n[^]*\r\nEND:VCALENDAR\r\n$/.test(m?.file) && /\r\nDTSTART:\d{8}T\d{6}Z\r\n/.test(m?.file), 'a file for a calendar', m?.file);
    check(m?.raw.split('\n').slice(2).every(l => l.length <= 78), 'no line is long');
  }
  check(await until(() => arrived('reminded@example.org').length), 'a reminder arrives', s.log);
  check(arrived('reminded@example.org').every(m => /^Reminder: your visit/.test(m.subject)), 'it is one');
  check(await until(() => arrived('waits@example.org').length && arrived('waits2@example.org').length), 'who waits is offered a time', s.log);
  const offered = sql("SELECT count(DISTINCT from_s), count(*) FROM booking WHERE state = 'offered'");
  check(offered === '2|2', 'each another one', offered);
  check(sql(`SELECT count(*) FROM mail WHERE what = 'reminder' AND booking = ${tomorrow}`) === '1', 'one reminder is queued');
  const links = Number(sql('SELECT count(*) FROM diary_link'));
  check(links === 6, 'each mail has a link of its own', links);
  const health = await s.get('/health');
  check(/^mail: set up$/m.test(health) && /^mails waiting: 0$/m.test(health), '/health says so', health);
  check(/^VmRSS/m.test(fs.readFileSync(`/proc/${s.child.pid}/status`, 'utf8')) && !/libcurl/.test(fs.readFileSync(`/proc/${s.child.pid}/maps`, 'utf8')),
    'the server itself has no libcurl');
  await s.stop();
  await server.stop();
}

async function down(port) {
  const s = await serve(port);
  const mail = queue(book('later@example.org'));
  check(await until(() => Number(row(mail)[2]) > 1), 'it is tried while the mail server is down', row(mail));
  check(/does not answer/.test(row(mail)[3]) && row(mail)[1] === '0', 'it is said why, and it waits', row(mail));
  check(/^mails waiting: 1$/m.test(await s.get('/health')), '/health counts it');
  await s.stop();
  const again = await serve(port);
  const server = await smtp(port);
  check(await until(() => isSent(mail)), 'it goes out when the mail server is there again, also after a restart', again.log);
  await sleep(300);
  check(arrived('later@example.org').length === 1, 'and arrives once');
  check(row(mail)[3] === '', 'the error is forgotten');
  check(/mail is sent again/.test(again.log) || !/mail cannot/.test(again.log), 'the log says that it goes again', again.log);
  const gone = queue(book('gone@example.org')), after = queue(book('after@example.org'));
  check(await until(() => Number(row(gone)[1]) > 0), 'a mail to nobody is given up', row(gone));
  check(row(gone)[2] === '1' && /550 5\.1\.1/.test(row(gone)[3]), 'at the first try', row(gone));
  check(!/@|gone/.test(row(gone)[3]), 'whose it is is not said', row(gone)[3]);
  const unwanted = queue(book('refused@example.org')), next = queue(book('next@example.org'));
  check(await until(() => Number(row(unwanted)[1]) > 0), 'a mail that is refused once it was read is given up', row(unwanted));
  check(row(unwanted)[2] === '1' && /554/.test(row(unwanted)[3]), 'at once too', row(unwanted));
  check(await until(() => isSent(after) && isSent(next)), 'others go on');
  const bare = queue(book('')), cancelled = book('cancelled@example.org');
  sql(`UPDATE booking SET state = 'cancelled', sequence = 1 WHERE booking = ${cancelled}`);
  const moot = queue(cancelled), told = queue(cancelled, 'cancelled', 1);
  check(await until(() => [bare, moot].every(m => Number(row(m)[1]) > 0) && isSent(told)), 'what is of no use is not sent', [row(bare), row(moot), row(told)]);
  check(/no address/.test(row(bare)[3]), 'nor what has no address', row(bare)[3]);
  check(arrived('cancelled@example.org').length === 1 && !/book\/link/.test(arrived('cancelled@example.org')[0].body), 'who is cancelled is told, without a link');
  await again.stop();
  await server.stop();
}

async function killed(port) {
  const server = await smtp(port), s = await serve(port);
  const mail = queue(book('slow@example.org')), mailer = mailerOf(s.child.pid);
  check(await until(() => arrived('slow@example.org').length === 1), 'one is on its way');
  check(!isSent(mail) && runs(mailer), 'it is not known how it goes');
  await s.stop('SIGKILL');
  check(await until(() => !runs(mailer)), 'the mailer ends with the server, also when that is killed');
  const again = await serve(port);
  check(await until(() => isSent(mail)), 'it is sent once more', again.log);
  const got = arrived('slow@example.org');
  check(got.length === 2 && got[0].id === got[1].id && /^<[0-9A-F]{16}@visits\.example>$/.test(got[0].id), 'with the same number', got.map(m => m.id));
  const lost = mailerOf(again.child.pid);
  process.kill(Number(lost), 'SIGKILL');
  const waits = queue(book('waits3@example.org'));
  check(await until(() => /has ended/.test(row(waits)[3])), 'a mailer that was killed is noticed', row(waits));
  check(/wrong: .*sends mail has ended/.test(await again.get('/health')), '/health says so');
  check(await again.stop() === 0, 'the server ends well all the same');
  const third = await serve(port);
  check(await until(() => isSent(waits)), 'and the next start sends it', third.log);
  await third.stop();
  await server.stop();
}

async function hangs(port) {
  const quiet = await silent(port), s = await serve(port);
  const hangs = queue(book('hangs@example.org'));
  check(await until(() => quiet.count() > 0), 'it waits for the mail server', s.log);
  for (const where of ['/safety', '/', '/health', '/clinic'])
    await s.get(where);
  check(quiet.count() > 0 && !isSent(hangs), 'pages do not: it hangs still');
  check(await s.stop() === 0 && !isSent(hangs), 'nor the end');
  await quiet.stop();
}

// Who signs in, with a password that stands in no list of processes; and that nothing goes over a network unsealed.
async function sealed(port) {
  const server = await smtp(port, 'post', 'quiet harbour');
  const file = path.join(root, 'password'), mail = queue(book('signed@example.org'));
  fs.writeFileSync(file, 'loud harbour\n', { mode: 0o600 });
  const flags = ['--mail-user', 'post', '--mail-password-file', file];
  const s = await serve(port, { flags });
  check(await until(() => /does not take the user or the password/.test(row(mail)[3])), 'a wrong password is told of', row(mail));
  check(row(mail)[1] === '0', 'and is no reason to give up');
  check(!/harbour/.test(fs.readFileSync(`/proc/${mailerOf(s.child.pid)}/cmdline`, 'utf8') + fs.readFileSync(`/proc/${s.child.pid}/cmdline`, 'utf8')), 'no password among the processes');
  check(fs.readFileSync(`/proc/${mailerOf(s.child.pid)}/environ`, 'utf8') === '', 'nor in its environment');
  await s.stop();
  fs.writeFileSync(file, 'quiet harbour\n');
  const right = await serve(port, { flags });
  check(await until(() => isSent(mail)), 'with the right one it goes', row(mail));
  await right.stop();
  await server.stop();
  // 0.0.0.0 is this machine too, but not by its name: so it is as far as any other.
  const open = await smtp(port), bare = queue(book('unsealed@example.org')), far = await serve(port, { url: `smtp://0.0.0.0:${port}` });
  check(await until(() => /does not offer to seal/.test(row(bare)[3])), 'what is not sealed is not sent to another machine', row(bare));
  await far.stop();
  await open.stop();
  const key = path.join(root, 'key.pem'), cert = path.join(root, 'cert.pem');
  spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key,
    '-out', cert, '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']);
  const strange = tls.createServer({ key: fs.readFileSync(key), cert: fs.readFileSync(cert) }, c => c.on('error', () => {}));
  strange.on('tlsClientError', () => {});
  await new Promise(done => strange.listen(port, '127.0.0.1', done));
  sql(`UPDATE mail SET next_s = ${now()} WHERE mail = ${bare}`);
  const s2 = await serve(port, { url: `smtps://localhost:${port}` });
  check(await until(() => /certificate is not one/.test(row(bare)[3])), 'nor to a mail server whose certificate nobody vouches for', row(bare));
  check(arrived('unsealed@example.org').length === 0, 'it has not arrived');
  sql(`UPDATE mail SET next_s = ${now()}, due_s = ${now() - 36 * 3600} WHERE mail = ${bare}`);
  check(await until(() => Number(row(bare)[1]) > 0), 'after 36 hours it is given up', row(bare));
  check(/^mails given up: [1-9]/m.test(await s2.get('/health')), '/health counts what was given up');
  await s2.stop();
  await new Promise(done => strange.close(done));
}

async function without() {
  const bad = spawnSync(program, ['serve', '--data', data, '--mail-server', 'smtp://x y', '--mail-from', 'a@b'], { timeout: 5000 });
  check(bad.status === 2 && /--mail-server: is smtp/.test(bad.stderr), 'a mail server that is none is refused', bad.stderr);
  const from = spawnSync(program, ['serve', '--data', data, '--mail-server', 'smtp://x', '--mail-from', 'nobody'], { timeout: 5000 });
  check(from.status === 2 && /--mail-from: is an address/.test(from.stderr), 'and a sender', from.stderr);
  const user = spawnSync(program, ['serve', '--data', data, '--mail-server', 'smtp://x', '--mail-from', 'a@b', '--mail-user', 'u'], { timeout: 5000 });
  check(user.status === 2 && /--mail-user: needs a password/.test(user.stderr), 'and a user without a password', user.stderr);
}

try {
  fs.mkdirSync(box);
  spawnSync(program, ['demo', data]);
  set();
  const port = await freePort();
  await arrives(port);
  await down(port);
  await killed(port);
  await hangs(port);
  sql('UPDATE mail SET gone_s = 1 WHERE sent_s IS NULL');
  await sealed(port);
  await without();
} catch (e) {
  check(false, 'the test ran to its end', e.stack);
} finally {
  for (const child of running) child.kill('SIGKILL');
  fs.rmSync(root, { recursive: true, force: true });
}
console.log(`mail: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
