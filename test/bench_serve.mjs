// bench_serve.mjs - the server from outside, with 10,000 people in its store: start, memory, a first
// visit on the wire, and the Today page beside nginx with a file of that size. Node's own parts.
//
//     node test/bench_serve.mjs build/ambulando build/gcc/bench
//
// Adds its lines to the table of bench.c. Both servers answer on the loopback with the same wrk, in
// turn; both write a line of log for each request. What is not installed is named and left out.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const [program, bench] = process.argv.slice(2).map(p => path.resolve(p));
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
const STARTS = 5, ROUNDS = 5, SECONDS = 1, CLIENTS = 16;
const cookie = `__Host-ambulando=${'A'.repeat(43)}`; // of bench_fill()
const running = new Set();

const sleep = ms => new Promise(done => setTimeout(done, ms));
const median = v => [...v].sort((a, b) => a - b)[v.length >> 1];
const row = (what, figure, unit, budget = '') => console.log(
  `${what.padEnd(58)} ${figure.toFixed(figure < 100 ? 2 : 0).padStart(12)} ${unit.padEnd(14)} ${budget}`);
const thousands = n => Math.round(n).toString().replace(/\B(?=(\d{3})+$)/g, ',');

function find(name) {
  const dirs = `${process.env.PATH}:/usr/sbin:/sbin`.split(':');
  return dirs.map(dir => path.join(dir, name)).find(file => fs.existsSync(file));
}

function begin(command, args, options) {
  const child = spawn(command, args, options);
  running.add(child);
  child.ended = new Promise(done => child.on('exit', () => { running.delete(child); done(); }));
  return child;
}
function end(child) {
  child.kill('SIGTERM');
  return child.ended;
}

// --- our server --------------------------------------------------------------------------------------

async function start() {
  const from = performance.now();
  const child = begin(program, ['serve', '--data', root, '--listen', '127.0.0.1:0', '--zone', 'UTC'],
    { stdio: ['ignore', 'pipe', fs.openSync('/dev/null', 'w')] });
  let out = '';
  await new Promise((done, fail) => {
    child.on('exit', () => fail(new Error('the server did not start')));
    child.stdout.on('data', bytes => {
      out += bytes;
      if (/Listening on port \d+/.test(out)) done();
    });
  });
  const ms = performance.now() - from;
  return { child, ms, port: Number(/Listening on port (\d+)/.exec(out)[1]) };
}

const resident_mb = s => Number(
  /^VmRSS:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${s.child.pid}/status`, 'utf8'))[1]) / 1024;

// wire: all bytes that came, with the headers.
function get(port, target, headers = {}) {
  return new Promise((done, fail) => {
    http.get({ host: '127.0.0.1', port, path: target, agent: false,
      headers: { Host: `localhost:${port}`, ...headers } }, r => {
      const parts = [];
      r.on('data', part => parts.push(part));
      r.on('error', fail);
      r.on('end', () => done({ status: r.statusCode, body: Buffer.concat(parts),
        wire: r.socket.bytesRead }));
    }).on('error', fail);
  });
}
async function get_well(port, target, headers) {
  const r = await get(port, target, headers);
  if (r.status !== 200) throw new Error(`${target} was answered ${r.status}`);
  return r;
}

// Whatever the first page has the browser fetch, and the safety page that its worker is to keep.
async function first_visit(s) {
  const page = (await get_well(s.port, '/')).body.toString();
  const links = [...page.matchAll(/<(?:link|script|img)\b[^>]*?(?:href|src)="?(\/[^" >]+)/g)];
  const parts = new Set(['/', ...links.map(m => m[1]), '/safety']);
  let bytes = 0;
  for (const part of parts)
    bytes += (await get_well(s.port, part, { 'Accept-Encoding': 'gzip' })).wire;
  row(`a first visit, compressed, with headers: ${parts.size} answers`, bytes / 1000, 'kB', '60');
}

// --- beside nginx --------------------------------------------------------------------------------------

async function free_port() {
  const s = net.createServer().listen(0, '127.0.0.1');
  await new Promise(done => s.on('listening', done));
  const { port } = s.address();
  await new Promise(done => s.close(done));
  return port;
}

async function nginx_start(bytes) {
  const port = await free_port(), home = path.join(root, 'nginx');
  fs.mkdirSync(path.join(home, 'files'), { recursive: true });
  fs.writeFileSync(path.join(home, 'files', 'today.html'), bytes);
  for (const dir of [root, home, path.join(home, 'files')]) fs.chmodSync(dir, 0o755);
  const file = path.join(home, 'conf');
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map(kind => `${kind}_temp_path ${home}/${kind};`).join(' ');
  fs.writeFileSync(file, `worker_processes auto; daemon off; pid ${home}/pid; error_log ${home}/error;
    events { worker_connections 256; }
    http { ${temp} types { text/html html; } sendfile on; tcp_nopush on; keepalive_requests 1000000;
      access_log /dev/null; open_file_cache max=10;
      server { listen 127.0.0.1:${port}; root ${home}/files; } }\n`);
  const child = begin(find('nginx'), ['-c', file, '-p', home, '-e', `${home}/error`], { stdio: 'ignore' });
  for (let i = 0; i < 200; i++) {
    const r = await get(port, '/today.html').catch(() => null);
    if (r?.status === 200) return { child, port };
    await sleep(10);
  }
  throw new Error(`nginx did not start: ${fs.readFileSync(`${home}/error`, 'utf8')}`);
}

// Requests a second.
async function load(port, target, headers = []) {
  const args = ['-t1', `-c${CLIENTS}`, `-d${SECONDS}s`, ...headers.flatMap(h => ['-H', h]),
    `http://127.0.0.1:${port}${target}`];
  const child = begin(find('wrk'), args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let out = '';
  child.stdout.on('data', bytes => { out += bytes; });
  await child.ended;
  if (/Non-2xx|Socket errors/.test(out)) throw new Error(out);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]);
}

async function beside_nginx(s) {
  const page = await get_well(s.port, '/', { Cookie: cookie });
  if (!/class="eyebrow"/.test(page.body.toString())) throw new Error('that is not Today');
  const missing = ['nginx', 'wrk'].filter(name => !find(name));
  if (missing.length) {
    console.log(`Today beside nginx: left out, as ${missing.join(' and ')} is not installed`);
    return;
  }
  const nginx = await nginx_start(page.body), rounds = [];
  for (let i = 0; i < ROUNDS; i++) {
    const file = await load(nginx.port, '/today.html');
    const today = await load(s.port, '/', [`Cookie: ${cookie}`]);
    const packed = await load(s.port, '/', [`Cookie: ${cookie}`, 'Accept-Encoding: gzip']);
    rounds.push({ file, today, packed });
  }
  await end(nginx.child);
  // Each beside what was measured with it: of the median round, by their ratio.
  rounds.sort((a, b) => a.today / a.file - b.today / b.file);
  const m = rounds[ROUNDS >> 1];
  row(`nginx, a file of ${(page.body.length / 1000).toFixed(0)} kB`, m.file, 'a second');
  row('Today of 450 facts, made for each request', m.today, 'a second',
    `${thousands(m.file / 10)} (a tenth)`);
  row('the same, compressed', m.packed, 'a second');
}

// --- a thousand connections that say nothing -------------------------------------------------------------

async function p99_ms(port) {
  const ms = [];
  for (let i = 0; i < 500; i++) {
    const from = performance.now();
    await get_well(port, '/', { Cookie: cookie });
    ms.push(performance.now() - from);
  }
  return ms.sort((a, b) => a - b)[Math.floor(ms.length * 0.99)];
}

async function beside_idle(s) {
  const alone = await p99_ms(s.port), idle = await Promise.all([...Array(1000).keys()].map(i => new Promise((done, fail) => {
    const c = net.connect({ port: s.port, host: '127.0.0.1', localAddress: `127.0.1.${1 + i % 20}` }, () => done(c));
    c.on('error', fail);
  })));
  const beside = await p99_ms(s.port);
  idle.forEach(c => c.destroy());
  row('Today, p99 of 500 requests, one after the other', alone, 'ms');
  row('the same beside 1,000 connections that say nothing', beside, 'ms', `${(beside / alone).toFixed(1)} times`);
}

// --- all ------------------------------------------------------------------------------------------------

async function all() {
  const made = spawnSync(bench, ['fill', path.join(root, 'ambulando.db')], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  const ms = [];
  for (let i = 0; i < STARTS; i++) {
    const s = await start();
    ms.push(s.ms);
    await end(s.child);
  }
  row('start of the server, 10,000 people', median(ms), 'ms', '200');
  const s = await start();
  await first_visit(s);
  await get_well(s.port, '/', { Cookie: cookie });
  row('resident memory, 10,000 people, after a first visit', resident_mb(s), 'MB', 'under 20');
  await beside_nginx(s);
  row('resident memory after that load', resident_mb(s), 'MB', 'under 20');
  await beside_idle(s);
  await end(s.child);
}

try {
  await all();
} catch (e) {
  console.error(`bench: ${e.message}`);
  process.exitCode = 1;
} finally {
  for (const child of running) child.kill('SIGTERM');
  await Promise.all([...running].map(child => child.ended));
  fs.rmSync(root, { recursive: true, force: true });
}
