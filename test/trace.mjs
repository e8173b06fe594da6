// trace.mjs - does every hazard have a control that is there, and a test that ran and passed?
//
//     node test/trace.mjs          after the parts of make test; writes build/trace.md
//     node test/trace.mjs itself   what it must refuse, it refuses
//
// Reads docs/safety/hazards.md: "## H1 · what goes wrong", below it "- harm N: ...", "- cause: ...", one or more
// "- control: ... (`file`)", one or more "- proof: `test/file` `test/file:name` ...", perhaps "- open: ...".
// And build/log/ran, which test/run writes: status, tab, command, of each test that was run. A proof holds when its
// file is there, the name stands in it (a function of C: is defined and called), and each command with it ended well.
import fs from 'node:fs';

// How a file of tests is named in the command that runs it.
function asRun(file) {
    if (file.startsWith('test/enumerate/'))
        return /(^|\/)enumerate( |$)/;
    if (file === 'test/vary.c')
        return /vary\/vary( |$)/;
    const text = file.replace(/^test\/((?:test|fuzz)_\w+)\.c$/, '/$1');
    return new RegExp(`(^|[ /])${text.replace(/^\//, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( |$)`);
}

// Each hazard of the text: { id, title, harm, cause, control: [], proof: [], open: [], line }.
function read(text) {
    const all = [];
    text.split('\n').forEach((row, i) => {
        const head = /^## (H\d+) · (.+)$/.exec(row), line = /^- (harm|cause|control|proof|open)( \d)?: (.+)$/.exec(row);
        if (head)
            all.push({ id: head[1], title: head[2], line: i + 1, harm: 0, cause: '', control: [], proof: [], open: [], strange: [] });
        const h = all.at(-1);
        if (h && line && line[1] === 'harm')
            h.harm = Number(line[2] ?? 0);
        else if (h && line && line[1] === 'cause')
            h.cause = line[3];
        else if (h && line)
            h[line[1]].push(line[3]);
        else if (h && !head && row.trim() && !/^# /.test(row))
            h.strange.push(row);
    });
    return all;
}
const quoted = text => [...text.matchAll(/`([^` ]+)`/g)].map(m => m[1]);

// What is wrong with one proof; '' nothing.
function proof(what, files, ran) {
    const [file, name] = what.split(':');
    const text = files(file);
    if (text === null)
        return `${what}: there is no such file`;
    const isFunction = file.endsWith('.c') && name === name?.toLowerCase();
    const word = name && new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'g');
    if (word && (text.match(word) ?? []).length < (isFunction ? 2 : 1))
        return `${what}: nothing of that name is ${isFunction ? 'defined and called' : 'there'}`;
    const runs = ran.filter(r => asRun(file).test(r.command));
    if (!runs.length)
        return `${what}: it was not run`;
    return runs.every(r => r.status === 0) ? '' : `${what}: it failed`;
}
export function trace(text, files, ran) {
    const hazards = read(text), seen = new Set();
    for (const h of hazards) {
        h.wrong = [];
        if (seen.has(h.id))
            h.wrong.push('this number stands twice');
        seen.add(h.id);
        if (h.harm < 1 || h.harm > 5)
            h.wrong.push('its harm is not 1 to 5');
        if (!h.cause)
            h.wrong.push('it has no cause');
        const where = h.control.flatMap(quoted);
        if (!where.length)
            h.wrong.push('no control names a file');
        h.wrong.push(...where.filter(f => files(f) === null).map(f => `control ${f}: there is no such file`));
        const proofs = h.proof.flatMap(quoted);
        if (!proofs.length)
            h.wrong.push('no test proves a control');
        h.wrong.push(...proofs.map(p => proof(p, files, ran)).filter(Boolean));
        h.wrong.push(...h.strange.map(s => `a line that is not understood: ${s.slice(0, 60)}`));
    }
    return hazards;
}
function markdown(hazards) {
    const rows = hazards.map(h => `| ${h.id} | ${h.title} | ${h.harm} | ${h.control.flatMap(quoted).join('<br>')} | ` +
        `${h.proof.flatMap(quoted).join('<br>')} | ${h.wrong.length ? `**${h.wrong.join('; ')}**` : 'passed'} |`);
    return ['# Hazards, controls and the tests that passed', '', '| | hazard | harm | control | proof | this run |',
        '|---|---|---|---|---|---|', ...rows, ''].join('\n');
}

// --- what it must refuse -------------------------------------------------------------------------------

function itself() {
    const text = '## H1 · something\n- harm 5: death\n- cause: a slip\n- control: it is looked at (`engine/a.c`)\n' +
        '- proof: `test/test_a.c:one` `test/cases/b.case` `test/c.mjs:part` `test/enumerate/core.c:CORE_one` `test/fuzz_d.c`\n';
    const all = { 'engine/a.c': '', 'test/test_a.c': 'static void one(void) {} int main() { one(); }', 'test/cases/b.case': '',
        'test/c.mjs': 'parts.part = 1', 'test/enumerate/core.c': 'CORE_one CORE_one', 'test/fuzz_d.c': '' };
    const ok = [[0, 'build/gcc/test_a'], [0, 'build/asan/test_a'], [0, 'build/gcc/test_cases test/cases/a.case test/cases/b.case'],
        [0, 'node test/c.mjs build/ambulando'], [0, 'build/gcc/enumerate share'], [0, 'build/fuzz/fuzz_d']];
    const without = (o, key) => Object.fromEntries(Object.entries(o).filter(([k]) => k !== key));
    const tries = [
        ['a good one', text, all, ok, 0],
        ['a test that is gone', text, without(all, 'test/test_a.c'), ok, 1],
        ['a test of another name', text, { ...all, 'test/test_a.c': 'one_more(); one_more();' }, ok, 1],
        ['a test that nothing calls', text, { ...all, 'test/test_a.c': 'static void one(void) {}' }, ok, 1],
        ['a part of another name', text, { ...all, 'test/c.mjs': 'parts.party = 1' }, ok, 1],
        ['a case that is gone', text, without(all, 'test/cases/b.case'), ok, 1],
        ['a case that was not run', text, all, ok.map(r => [r[0], r[1].replace(' test/cases/b.case', '')]), 1],
        ['a program that was not run', text, all, ok.filter(r => !r[1].includes('c.mjs')), 1],
        ['a program that failed under the sanitizers', text, all, ok.map(r => [r[1].includes('asan') ? 1 : 0, r[1]]), 1],
        ['no enumeration', text, all, ok.filter(r => !r[1].includes('enumerate')), 1],
        ['a fuzzer that found something', text, all, ok.map(r => [r[1].includes('fuzz') ? 77 : 0, r[1]]), 1],
        ['a control that is gone', text, without(all, 'engine/a.c'), ok, 1],
        ['no control', text.replace(/- control.*\n/, ''), all, ok, 1],
        ['no proof', text.replace(/- proof.*\n/, ''), all, ok, 1],
        ['no harm', text.replace('harm 5', 'harm'), all, ok, 1],
        ['no cause', text.replace(/- cause.*\n/, ''), all, ok, 1],
        ['a number twice', text + text, all, ok, 1],
        ['a word that it does not know', `${text}- prooof: x\n`, all, ok, 1],
    ];
    let passed = 0, failed = 0;
    for (const [what, t, files, ran, bad] of tries) {
        const wrong = trace(t, f => files[f] ?? null, ran.map(([status, command]) => ({ status, command }))).flatMap(h => h.wrong);
        if (wrong.length === bad) {
            passed++;
            continue;
        }
        failed++;
        console.log(`not so: ${what} gives ${bad}: ${wrong.join('; ')}`);
    }
    console.log(`the trace itself: ${passed} passed, ${failed} failed`);
    return failed;
}

if (process.argv[2] === 'itself')
    process.exit(itself() ? 1 : 0);
const files = f => fs.existsSync(f) && fs.statSync(f).isFile() ? fs.readFileSync(f, 'utf8') : null;
const ran = fs.readFileSync('build/log/ran', 'utf8').split('\n').filter(Boolean)
    .map(l => ({ status: Number(l.split('\t')[0]), command: l.split('\t')[1] }));
const hazards = trace(fs.readFileSync('docs/safety/hazards.md', 'utf8'), files, ran);
fs.writeFileSync('build/trace.md', markdown(hazards));
for (const h of hazards)
    for (const w of h.wrong)
        console.log(`docs/safety/hazards.md:${h.line}: ${h.id}: ${w}`);
const bad = hazards.filter(h => h.wrong.length).length;
console.log(`hazards: ${hazards.length - bad} passed, ${bad} failed`);
process.exit(bad || !hazards.length ? 1 : 0);
