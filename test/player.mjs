// player.mjs - the steps of the player, without a browser: what comes when, and what has been done whole.
//
//     node test/player.mjs
import { lengthOf, partAsDid, partOf, placeIn, stepsOf } from '../web/player_steps.js';

let passed = 0, failed = 0;
function same(seen, wanted, what) {
    if (JSON.stringify(seen) === JSON.stringify(wanted)) {
        passed++;
        return;
    }
    failed++;
    console.error(`not so: ${what}: ${JSON.stringify(wanted)}, seen ${JSON.stringify(seen)}`);
}
const dose = { sets: 1, reps: 0, hold: 0, seconds: 0, move: 4, rest: 30, change: 6, ready: 5, sides: 1 };
const kinds = steps => steps.map(s => s.kind).join(' ');

// 2 sets of 3 with a hold of 5
let steps = stepsOf({ ...dose, sets: 2, reps: 3, hold: 5 });
same(kinds(steps), 'ready move hold move hold move hold rest move hold move hold move hold', 'sets, repetitions, holds');
same(lengthOf(steps), 5 + 6 * 9 + 30, 'as long as its parts');
same(placeIn(steps, 0).step.kind, 'ready', 'it begins with getting ready');
same([placeIn(steps, 9).step.kind, placeIn(steps, 9).left], ['hold', 5], 'a hold after its movement');
same([placeIn(steps, 5 + 27 + 10).step.kind, placeIn(steps, 42).left], ['rest', 20], 'a rest between sets');
same(placeIn(steps, 5 + 27 + 30).step, { kind: 'move', seconds: 4, set: 2, side: 1, rep: 1 }, 'the second set');
same(placeIn(steps, lengthOf(steps)), null, 'and an end');
same(partOf(steps, 0), { reps: 0, seconds: 0 }, 'nothing at first');
same(partOf(steps, 5 + 8.9), { reps: 0, seconds: 0 }, 'a repetition without the whole of its hold is none');
same(partOf(steps, 5 + 9), { reps: 1, seconds: 0 }, 'with it, it is one');
same(partOf(steps, 5 + 27 + 15), { reps: 3, seconds: 0 }, 'a rest adds nothing');
same(partOf(steps, 1e6), { reps: 6, seconds: 0 }, 'all of it');
same(partAsDid('E3', partOf(steps, 40)), 'E3:1x3', 'as the record says it');

// each side: what both sides have done
steps = stepsOf({ ...dose, sets: 1, reps: 4, sides: 2 });
same(kinds(steps), 'ready move move move move change move move move move', 'one side, then the other');
same(partOf(steps, 5 + 16 + 6 + 8), { reps: 2, seconds: 0 }, 'the lesser side counts');
same(partOf(steps, 5 + 16), { reps: 0, seconds: 0 }, 'one side alone is not yet both');
same(partAsDid('G2', partOf(steps, 20)), '', 'and is not told');

// a hold, and minutes
steps = stepsOf({ ...dose, sets: 3, seconds: 20, sides: 2 });
same(kinds(steps), 'ready time change time rest time change time rest time change time', 'holds of each side');
same(partOf(steps, 5 + 20 + 6 + 12.7), { reps: 0, seconds: 12 }, 'seconds of the lesser side');
steps = stepsOf({ ...dose, seconds: 600 });
same(kinds(steps), 'ready time', 'minutes are one stretch');
same(partAsDid('P1', partOf(steps, 95.4)), 'P1:1x90s', 'told in seconds');
same(stepsOf({ ...dose, seconds: 60, ready: 0 }).length, 1, 'nothing that takes no time');
for (let t = 0; t < 700; t += 0.5) {
    const a = partOf(steps, t), b = partOf(steps, t + 0.5);
    if (b.seconds < a.seconds || b.seconds > 600)
        same(b, a, `what is done never shrinks at ${t}`);
}
console.log(`player: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
