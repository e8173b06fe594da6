// player_steps.js - an exercise as a list of steps in time, and where in it one is. Pure: no page, no clock.
//
//     const steps = stepsOf({ sets: 3, reps: 10, hold: 5, seconds: 0, move: 4, rest: 30, change: 6, ready: 5, sides: 1 });
//     const at = placeIn(steps, elapsed);        at.step.kind, at.left, at.step.rep ...
//     partOf(steps, elapsed)                     { reps: 14 }: what has been done whole
//
// Kinds: ready (get into place), move (one repetition), hold (of it), time (a hold or minutes by itself), change
// (of sides), rest (between sets). Seconds.

export function stepsOf({ sets, reps, hold, seconds, move, rest, change, ready, sides }) {
    const steps = [{ kind: 'ready', seconds: ready, set: 1, side: 1, rep: 0 }];
    for (let set = 1; set <= sets; set++) {
        if (set > 1)
            steps.push({ kind: 'rest', seconds: rest, set, side: 1, rep: 0 });
        for (let side = 1; side <= sides; side++) {
            if (side > 1)
                steps.push({ kind: 'change', seconds: change, set, side, rep: 0 });
            for (let rep = 1; rep <= reps; rep++) {
                steps.push({ kind: 'move', seconds: move, set, side, rep });
                if (hold > 0)
                    steps.push({ kind: 'hold', seconds: hold, set, side, rep });
            }
            if (reps === 0)
                steps.push({ kind: 'time', seconds, set, side, rep: 0 });
        }
    }
    return steps.filter(step => step.seconds > 0);
}

export const lengthOf = steps => steps.reduce((sum, step) => sum + step.seconds, 0);

// The step at so many seconds, how much of it is left, and its number; past the end: null.
export function placeIn(steps, elapsed) {
    let begin = 0;
    for (let i = 0; i < steps.length; i++) {
        if (elapsed < begin + steps[i].seconds)
            return { step: steps[i], number: i, left: begin + steps[i].seconds - elapsed, gone: elapsed - begin };
        begin += steps[i].seconds;
    }
    return null;
}

// What was done until then: whole repetitions, the lesser side counting; or seconds of a hold or of minutes.
export function partOf(steps, elapsed) {
    const reps = new Map(), seconds = new Map();
    const add = (map, step, n) => map.set(step.side, (map.get(step.side) ?? 0) + n);
    let begin = 0;
    steps.forEach((step, i) => {
        const gone = Math.min(Math.max(elapsed - begin, 0), step.seconds);
        const last = steps[i + 1]?.kind !== 'hold'; // of its repetition
        if (step.rep > 0 && last && gone >= step.seconds)
            add(reps, step, 1);
        if (step.kind === 'time')
            add(seconds, step, gone);
        begin += step.seconds;
    });
    const sides = Math.max(...steps.map(step => step.side));
    const least = map => Math.min(...Array.from({ length: sides }, (_, i) => map.get(i + 1) ?? 0));
    return { reps: least(reps), seconds: Math.floor(least(seconds)) };
}

// As the record says it: "E3:1x4", "P1:1x90s"; '' when nothing whole was done.
export function partAsDid(item, part) {
    if (part.reps > 0)
        return `${item}:1x${part.reps}`;
    return part.seconds > 0 ? `${item}:1x${Math.min(part.seconds, 3600)}s` : '';
}
