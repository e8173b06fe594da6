// mutants.mjs - would a mistake be noticed? Makes small mistakes in engine/, one at a time, and looks whether
// the tests of the engine fail: the cases, the plans that they and random records are known to give, the
// properties of random records, the enumeration.
//
//     node test/mutants.mjs whole             every mistake;  make mutants
//     node test/mutants.mjs sample 60 [SEED]  so many of them, the same each time;  make test. Those held to be
//                                             harmless are counted and not tried
//     node test/mutants.mjs list              what there is
//     node test/mutants.mjs only TEXT         those whose description holds the text
//     node test/mutants.mjs again FILE        those that an earlier run, whose words are in the file, says survived
//
// The mistakes: a comparison turned to its neighbour (< to <=, == to !=), a condition negated, && for || and
// back. (Numbers of limits.def a little more and less, and rules of the gate removed or changed, are tried by
// vary.c, without building anew.) One that no test notices stands in mutants.tsv with the guard beside it that
// makes it harmless, or it is a failure; one that stands there and is noticed is a failure too.
//
// Each is built from its own copy of one file, beside the objects of build/gcc. Ends with
// "mutants: N passed, N failed".
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.resolve(new URL('..', import.meta.url).pathname);
process.chdir(root);
const work = path.join(root, 'build/mutants');
const files = fs.readdirSync('engine').filter(f => f.endsWith('.c')).sort();
const cases = fs.readdirSync('test/cases').filter(f => f.endsWith('.case')).map(f => `test/cases/${f}`);

// --- the mistakes --------------------------------------------------------------------------------------

// The same bytes with comments, texts, and what is for the preprocessor blanked out.
function code(text) {
    return text.replace(/\/\*[^]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|^#(?:[^\n]*\\\n)*[^\n]*|_Static_assert[^;]*;/gm,
        piece => piece.replace(/[^\n]/g, ' '));
}
// Where the parenthesis that opens at i is shut.
function shut(plain, i) {
    for (let depth = 0, at = i; at < plain.length; at++) {
        if (plain[at] === '(')
            depth++;
        if (plain[at] === ')' && --depth === 0)
            return at;
    }
    return -1;
}
// --- what is the same by its form -----------------------------------------------------------------------

const bare = piece => piece.replace(/\s+/g, ' ').trim().replace(/^\(u?int\d*_?t?\)/, '').trim();
// From i on, backwards or forwards, to what ends an operand on this level of parentheses.
function operand(plain, i, step) {
    for (let at = i, depth = 0; at >= 0 && at < plain.length; at += step) {
        const [inwards, outwards] = step > 0 ? ['(', ')'] : [')', '('], c = plain[at];
        if (c === inwards || c === (step > 0 ? '[' : ']'))
            depth++;
        else if (depth && (c === outwards || c === (step > 0 ? ']' : '[')))
            depth--;
        else if (!depth && (/[()[\]{};,?:]/.test(c) || /&&|\|\|/.test(plain.slice(at, at + 2)) || (step < 0 && /&&|\|\|/.test(plain.slice(at - 1, at + 1))) ||
            (c === '=' && !/[=!<>]/.test(plain[at - 1]) && plain[at + 1] !== '=')))
            return at;
    }
    return -1;
}
// Whether < may as well be <= here, or > be >=: where both sides are equal, what hangs on them comes to the same.
//     a < b ? a : b        either gives the one value, whatever else the condition asks
//     a > b ? a - b : 0    nothing, and nothing less nothing
//     if (a < b) a = b;    nothing else hangs on it, and it would write what is there
// No condition in engine/ does anything but look. A cast before the value that is taken is to the type of what
// takes it (-Wconversion asks for it), which holds the equal value already.
function same_when_equal(plain, from, to) {
    const before = operand(plain, from - 1, -1);
    let at = operand(plain, to, 1);
    const left = bare(plain.slice(before + 1, from).replace(/^\s*return\b/, '')), right = bare(plain.slice(to, at));
    const are_both = (x, y) => (x === left && y === right) || (x === right && y === left);
    while (/[)&|]/.test(plain[at]) && !/^\)\s*\w/.test(plain.slice(at, at + 80)) && at >= 0) // the rest of the condition
        at = operand(plain, at + (plain[at] === ')' ? 1 : 2), 1);
    if (plain[at] === '?') {
        const colon = operand(plain, at + 1, 1), end = operand(plain, colon + 1, 1);
        const one = bare(plain.slice(at + 1, colon)), other = bare(plain.slice(colon + 1, end));
        return plain[colon] === ':' && /[;,)]/.test(plain[end]) && (are_both(one, other) || (one === `${left} - ${right}` && other === '0'));
    }
    const set = /^\)\s*([^;={}()]*[^;={}() ]) = ([^;={}]*);(?!\s*else\b)/.exec(plain.slice(at));
    const begin = plain.lastIndexOf('if (', from);
    return set !== null && begin >= 0 && shut(plain, begin + 3) === at && are_both(bare(set[1]), bare(set[2]));
}

const neighbour = { '<=': '<', '<': '<=', '>=': '>', '>': '>=', '==': '!=', '!=': '==', '&&': '||', '||': '&&' };

function mistakes(file) {
    const text = fs.readFileSync(`engine/${file}`, 'utf8'), plain = code(text), found = [];
    const add = (from, to, now, what) => {
        const begin = text.lastIndexOf('\n', from) + 1;
        let end = text.indexOf('\n', from);
        end = end < 0 ? text.length : end;
        found.push({ file, from, to, now, what, line: text.slice(0, from).split('\n').length,
            row: text.slice(begin, end).trim(), column: from - begin });
    };
    for (const m of plain.matchAll(/(?<![-<>=!])(<=|>=|==|!=|&&|\|\||<|>)(?![<>=])/g))
        if (!(/[<>]/.test(m[1]) && same_when_equal(plain, m.index, m.index + m[1].length)))
            add(m.index, m.index + m[1].length, neighbour[m[1]], `${m[1]} to ${neighbour[m[1]]}`);
    for (const m of plain.matchAll(/\b(?:if|while) (?=\()/g)) {
        const open = m.index + m[0].length, close = shut(plain, open);
        add(open, close + 1, `(!${text.slice(open, close + 1)})`, 'condition negated');
    }
    // Of the same kind on the same line: told apart by their place in it.
    const seen = new Map();
    for (const one of found.sort((a, b) => a.from - b.from)) {
        const key = `${one.file}\t${one.row}\t${one.what}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
        one.key = `${key}\t${seen.get(key)}`;
        one.text = text;
    }
    return found;
}

// --- one of them ----------------------------------------------------------------------------------------

// What holds the mistake ends when it reads or writes past the end of something; what it was not given is no
// nought by chance.
const ends = ['-fsanitize=address,undefined,bounds-strict', '-fno-sanitize-recover=all'];
const compile = ['-std=c17', '-O1', '-w', '-ffreestanding', '-ffp-contract=off', '-ftrivial-auto-var-init=pattern', '-Ibuild/gen', ...ends, '-c'];
const objects = (await run('find', ['build/gcc', '-name', '*.o'])).stdout;
const libs = ['-lsqlite3', '-lsodium', '-lmicrohttpd', '-lgnutls', '-lqrencode', '-lz', '-lm'];
const library = 'build/gcc/lib.a', help = 'build/gcc/help.a';
const enumerate = fs.readdirSync('test/enumerate').filter(f => f.endsWith('.c') && f !== 'changed.c')
    .map(f => `build/gcc/test/enumerate/${f.replace(/\.c$/, '.o')}`);
if (!objects.includes('build/gcc/test/test_cases.o'))
    throw new Error('mutants: build the tests first: make check');

// The tests, the quick ones first: what each is linked of, its arguments, and when it hangs.
const link = (to, objs) => run('gcc', ['-pie', ...ends, '-o', to, ...objs, library, '-lm']);
const tries = [
    ['cases', (dir, mutant) => link(`${dir}/cases`, ['build/gcc/test/test_cases.o', mutant, help]), cases, 30000],
    ...['limits', 'line', 'said'].map(name => [name, (dir, mutant) => link(`${dir}/${name}`, [`build/gcc/test/test_${name}.o`, mutant, help]), [], 10000]),
    ['plans', (dir, mutant) => link(`${dir}/plans`, ['build/gcc/test/test_plans.o', mutant, help, 'build/gcc/sim.a']), ['first'], 300000],
    ['properties', (dir, mutant) => link(`${dir}/properties`, ['build/gcc/test/test_properties.o', mutant, help]), ['400'], 60000],
    ['enumeration', async (dir, mutant, source) => {
        if (!source.endsWith('/progress.c'))
            return link(`${dir}/enumeration`, [...enumerate, mutant]);
        await run('gcc', ['-std=c17', '-O1', '-w', '-D_GNU_SOURCE', '-Ibuild/gen', '-iquote', 'engine', // it has progress.c within it
            `-DPROGRESS_SOURCE="${source}"`, '-c', '-o', `${dir}/step.o`, 'test/enumerate/step.c']);
        return link(`${dir}/enumeration`, enumerate.map(o => o.endsWith('/step.o') ? `${dir}/step.o` : o));
    }, ['share'], 120000],
    // What pages and lists are made of the plan, and of the record besides.
    ...['ask', 'answers', 'today_words', 'safety_pages', 'urgent_pages', 'start_pages', 'daily_session', 'daily_taps', 'library', 'handout', 'more_record',
        'more_pages', 'more_long', 'core', 'clinic_patient', 'clinic_needs', 'clinic_caseload', 'clinic_letters', 'clinic_figures', 'clinic_change',
        'clinic_recording', 'clinic_closed'].map(name => [name, (dir, mutant) => run('gcc', ['-pie', ...ends, '-pthread', '-o', `${dir}/${name}`, `build/gcc/test/test_${name}.o`, mutant, help,
            'build/gcc/sim.a', 'build/gcc/server.a', 'build/gcc/clinic.a', 'build/gcc/store.a', library, ...libs]), [], 30000]),
];

// What noticed it; '' nothing; 'not built'.
async function noticed(one, slot) {
    const dir = path.join(work, String(slot)), source = path.join(dir, 'engine', one.file), mutant = path.join(dir, 'mutant.o');
    fs.mkdirSync(path.join(dir, 'engine'), { recursive: true });
    fs.writeFileSync(source, one.text.slice(0, one.from) + one.now + one.text.slice(one.to));
    try {
        // the copy stands elsewhere: what it includes is looked for from engine/
        await run('gcc', [...compile, '-iquote', 'engine', '-o', mutant, source]);
    } catch {
        return 'not built';
    }
    for (const [name, build, args, ms] of tries) {
        await build(dir, mutant, source);
        try {
            await run(`${dir}/${name}`, args, { env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' }, timeout: ms, killSignal: 'SIGKILL', maxBuffer: 1 << 24 });
        } catch {
            return name;
        }
    }
    return '';
}

// --- all ------------------------------------------------------------------------------------------------

const [what = 'whole', number = '60', seed = '20261125'] = process.argv.slice(2);
let all = files.flatMap(mistakes);
if (what === 'list') {
    for (const one of all)
        console.log(`engine/${one.file}:${one.line}: ${one.what}: ${one.row}`);
    process.exit(0);
}
if (what === 'only')
    all = all.filter(one => `engine/${one.file}:${one.line}: ${one.what}: ${one.row}`.includes(number));
if (what === 'again') {
    const survived = new Set(fs.readFileSync(number, 'utf8').split('\n').filter(l => l.startsWith('  ')).map(l => l.slice(2)));
    all = all.filter(one => survived.has(one.key));
}
if (what === 'sample') {
    let state = BigInt(seed);
    const below = n => {
        state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
        return Number((state >> 33n) % BigInt(n));
    };
    for (let i = 0; i < all.length; i++) {
        const j = i + below(all.length - i);
        [all[i], all[j]] = [all[j], all[i]];
    }
    all = all.slice(0, Number(number));
}
const guarded = new Map(fs.readFileSync('test/mutants.tsv', 'utf8').split('\n')
    .filter(l => l && !l.startsWith('#')).map(l => { const c = l.split('\t'); return [c.slice(0, 4).join('\t'), c[4]]; }));
const counts = {};
let passed = 0, failed = 0, next = 0;
const keys = new Set(files.flatMap(mistakes).map(one => one.key));
for (const key of guarded.keys())
    if (!keys.has(key)) {
        failed++;
        console.log(`mutants.tsv: there is no such mistake: ${key}`);
    }

async function worker(slot) {
    while (next < all.length) {
        const one = all[next++], guard = guarded.get(one.key);
        const by = guard && what === 'sample' ? '' : await noticed(one, slot); // whole tries those held to be harmless too
        const name = by || (guard ? 'harmless' : 'SURVIVED');
        counts[name] = (counts[name] ?? 0) + 1;
        if (by === 'not built' || (by && !guard) || (!by && guard)) {
            passed++;
            continue;
        }
        failed++;
        console.log(`${by ? `noticed by ${by}, though held to be harmless` : 'SURVIVED'}: engine/${one.file}:${one.line}: ${one.what}: ${one.row}`);
        if (!by)
            console.log(`  ${one.key}`);
    }
}
await Promise.all([...Array(os.cpus().length).keys()].map(worker));
fs.rmSync(work, { recursive: true, force: true });
console.log(`of ${all.length} mistakes: ${Object.entries(counts).sort().map(([k, n]) => `${k} ${n}`).join(', ')}`);
console.log(`mutants: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
