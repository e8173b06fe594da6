// bite.mjs - would an attack be noticed if a defence were gone? Each row takes one defence away, in a copy of the
// source, builds it, and runs the test that is to fail then.
//
//     node test/bite.mjs                 all of them; make bite
//     node test/bite.mjs only TEXT       those whose name holds the text
//
// The copy is build/bite, with the objects of build/gcc. Ends with "bite: N passed, N failed".
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

process.chdir(path.resolve(new URL('..', import.meta.url).pathname));
const serve = part => ['build/ambulando', 'test/serve.mjs', part], clinic = part => ['build/ambulando', 'test/clinic.mjs', part];
const unit = name => [`build/gcc/${name}`];
const rows = [
    ['a form of another site is refused', 'host/server/serve.c', 'if (!same_site(s, q))', 'if (0 && !same_site(s, q))', clinic('every_post')],
    ['only forms are taken', 'host/server/serve.c', 'else if (!is_form(q))', 'else if (0 && !is_form(q))', clinic('every_post')],
    ['a form of the clinic has the key of its session', 'host/server/seat.c', '    return good;', '    return good || 1;', clinic('nothing_there'), clinic('sessions'), clinic('signed'), unit('test_clinic_matrix')],
    ['what is grave needs a fresh proof', 'host/server/seat.c', 'return now_s - x->staff.stepped_s < s->set->step_s &&', 'return now_s > 0 || now_s - x->staff.stepped_s < s->set->step_s ||', unit('test_clinic_matrix')],
    ['< is not markup', 'core/html.c', 'text_lit(t, "&lt;");', 'text_lit(t, "<");', clinic('every_field')],
    ['" does not end an attribute', 'core/html.c', 'text_lit(t, "&quot;");', 'text_lit(t, "\\"");', unit('test_html')],
    ['a script cannot read the clinic\'s cookie', 'host/server/send.c', 'Path=/; Secure; HttpOnly; SameSite=Strict', 'Path=/; Secure; SameSite=Strict', clinic('every_field')],
    ['nor the patient\'s', 'host/server/send.c', 'Max-Age=34560000; Secure; HttpOnly;', 'Max-Age=34560000; Secure;', clinic('every_field')],
    ['a page may run no script but ours', 'host/server/send.c', 'script-src \'self\'', 'script-src *', serve('headers')],
    ['two lengths are refused', 'host/server/guard.c', 'g->length + g->coding > 1 ||', '', serve('hostile')],
    ['a folded length is refused', 'host/server/guard.c', 'begins_like(name, name_len, "Content-Length") ||', '', unit('test_server'), serve('hostile')],
    ['a host is wanted, once', 'host/server/guard.c', 'g->host != 1 ||', '', serve('hostile')],
    ['a control character is refused', 'host/server/guard.c', '(c < \' \' && c != \'\\t\') || c == 0x7f', 'c == 0', unit('test_server'), serve('hostile')],
    ['other methods are refused', 'host/server/guard.c', '        return 405;', '        return 0;', serve('hostile')],
    ['many headers are refused', 'host/server/guard.c', 'g->count > GUARD_HEADERS_MAX', '0', serve('hostile')],
    ['a slow client is closed', 'host/server/http.c', 'watch_begin(&h->dog, w, info->connect_fd, h->s->set->deadline_ms);', 'watch_begin(&h->dog, w, info->connect_fd, 1 << 30);', serve('slow')],
    ['a patient of another clinic is nobody', 'store/lists.def', 'FROM patient WHERE clinic = $1 AND patient = $4', 'FROM patient WHERE $1 = $1 AND patient = $4', unit('test_clinic_store')],
    ['a code of the second proof counts once', 'host/server/totp.c', 'step > used', 'step + 1 > used', unit('test_clinic_accounts')],
    ['tries are counted', 'host/server/limit.c', '    pthread_mutex_lock(&l->lock);\n    struct limit_slot *each', '    if (l)\n        return 1;\n    pthread_mutex_lock(&l->lock);\n    struct limit_slot *each', clinic('limits'), serve('way_back')],
    ['who comes in gets a fresh cookie', 'host/server/way.c', '    *w->x = fresh;', '    (void)fresh;', serve('way_back')],
    ['a device\'s code works once', 'host/server/device.c', '        if (taken)\n            memset(c, 0, sizeof *c);', '        (void)taken;', serve('devices')],
    ['and for its time', 'host/server/device.c', 'c->until_ms <= now_ms || sodium_memcmp', 'c->until_ms <= 0 * now_ms || sodium_memcmp', serve('devices')],
    ['a device does not write as a clinician', 'host/server/sync.c', 'f.by != WHO_self && f.by != WHO_device', '0', serve('sync')],
    ['what else a form may be is refused by length', 'host/server/guard.c', 'if (g->body > APP_BODY_MAX)', 'if (0)', serve('limits')],
];

const only = process.argv[2] === 'only' ? process.argv[3] : '';
const copy = 'build/bite', run = (command, ...args) => spawnSync(command, args, { cwd: copy, encoding: 'utf8', timeout: 300000, env: { ...process.env, MAKEFLAGS: '' } });
fs.rmSync(copy, { recursive: true, force: true });
fs.mkdirSync(`${copy}/build`, { recursive: true });
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' }).split('\0').filter(f => f && fs.existsSync(f));
execFileSync('cp', ['-a', '--parents', ...files, copy]);
for (const part of ['gcc', 'gen', 'wasm', 'tables', 'poses'].filter(p => fs.existsSync(`build/${p}`)))
    execFileSync('cp', ['-a', `build/${part}`, `${copy}/build/`]);
for (const file of fs.readdirSync('build', { withFileTypes: true }).filter(f => f.isFile()))
    execFileSync('cp', ['-a', `build/${file.name}`, `${copy}/build/`]);

const ends = test => { // how it ended; with a defence in place: 0
    const [program, script, part] = test;
    const made = run('make', '--no-print-directory', '-s', program);
    if (made.status !== 0)
        return `not built: ${made.stderr.split('\n').slice(0, 3).join(' ')}`;
    const did = script ? run(process.execPath, script, program, part) : run(program);
    const summary = /(\d+) passed, (\d+) failed\s*$/.exec(did.stdout.trim()) ?? /(\d+) passed, (\d+) failed/.exec(did.stdout + did.stderr);
    if (!summary || Number(summary[1]) + Number(summary[2]) === 0)
        return did.signal ? 1 : `ran nothing: ${(did.stdout + did.stderr).slice(-200)}`;
    return did.status;
};

let passed = 0, failed = 0;
for (const [what, file, from, to, ...tests] of rows) {
    if (!what.includes(only))
        continue;
    const at = `${copy}/${file}`, text = fs.readFileSync(at, 'utf8');
    if (!text.includes(from)) {
        failed++;
        console.log(`not so: ${what}: ${file} has no "${from}"`);
        continue;
    }
    fs.writeFileSync(at, text.replace(from, () => to));
    const seen = [];
    for (const test of tests) {
        seen.push(ends(test));
        if (seen.at(-1) !== 0)
            break;
    }
    fs.writeFileSync(at, text);
    if (seen.at(-1) === 1) {
        passed++;
    } else {
        failed++;
        console.log(`not so: without "${what}" a test fails (${tests.map(t => t.slice(-2).join(' ')).join(', ')}: ${seen.join(', ')})`);
    }
}
fs.rmSync(copy, { recursive: true, force: true });
console.log(`bite: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
