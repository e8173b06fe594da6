// app.js - what a page can do better with script; each page is complete without.
//
//   input[name=zone]               the time zone of the device
//   .ring[data-seconds]            a clock that runs down; with data-sets: so many times
//   .ring[data-reps]               a counter, a tap a movement; data-hold: seconds of each
//   .again a                       plays the moving figure before it once more, in place
//   [data-reads-into=ID]           shows a file picker whose text goes into the field ID
'use strict';

for (const zone of document.querySelectorAll('input[name=zone]'))
    zone.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';

for (const picker of document.querySelectorAll('[data-reads-into]')) {
    const into = document.getElementById(picker.dataset.readsInto);
    picker.hidden = false;
    picker.querySelector('input[type=file]').addEventListener('change', async event => {
        const file = event.target.files[0];
        if (file)
            into.value = await file.text();
    });
}

for (const link of document.querySelectorAll('.again a'))
    link.addEventListener('click', event => {
        const figure = link.closest('.again').previousElementSibling.querySelector('img');
        event.preventDefault(); // another address each time: what a browser has shown it lets rest
        figure.src = figure.src.replace(/\?.*|$/, `?again=${performance.now().toFixed()}`);
    });

// The number in the ring, its arc, and a button that starts it.
function player(ring) {
    const number = ring.querySelector('b');
    const below = ring.querySelector('b ~ span');
    const arc = ring.querySelector('circle').cloneNode();
    ring.querySelector('svg').append(arc);
    arc.setAttribute('class', 'go');
    arc.setAttribute('transform', 'rotate(-90 104 104)');
    const whole = arc.getTotalLength();
    const { seconds = 0, reps = 0, hold = 0, sets = 1 } = ring.dataset;
    const first = number.textContent, said = below?.textContent ?? '';
    const button = document.createElement('button');
    const live = document.createElement('p');
    let set = 1, rep = 0, left = 0, clock = 0;

    button.type = 'button';
    button.className = 'btn btn-2';
    live.className = 'sr';
    live.setAttribute('aria-live', 'polite');
    ring.after(button, live);

    const share = so_far => arc.setAttribute('stroke-dashoffset', String(whole * (1 - so_far)));
    const word = (text, aloud) => {
        button.textContent = text;
        if (aloud)
            live.textContent = aloud;
    };
    const pad = n => String(n).padStart(2, '0');
    const time = s => s >= 60 ? `${Math.floor(s / 60)}:${pad(s % 60)}` : String(s);

    arc.setAttribute('stroke-dasharray', String(whole));

    function rest() {
        number.textContent = first;
        if (below)
            below.textContent = said;
        share(0);
        word(reps > 0 ? 'Count with me' : 'Start the clock');
    }
    function after_set() {
        if (set < Number(sets)) {
            set++;
            rep = 0;
            rest();
            word(`Again: ${set} of ${sets}`, `Rest a moment. Then ${set} of ${sets}.`);
            return;
        }
        number.textContent = '✓';
        share(1);
        button.remove();
        live.textContent = 'That is it for this one.';
    }
    function run_down(from, done) {
        const began = performance.now(), was = from - left;
        const show = () => {
            left = Math.max(0, Math.ceil(from - was - (performance.now() - began) / 1000));
            number.textContent = time(left);
            number.className = left >= 60 ? 'time' : '';
            share(1 - left / from);
            if (left === 0) {
                clearInterval(clock);
                clock = 0;
                done();
            }
        };
        clock = setInterval(show, 250);
        show();
        word('Pause', 'Started.');
    }
    function pause() {
        clearInterval(clock);
        clock = 0;
        word('Go on', 'Paused.');
    }
    function counted() {
        rep++;
        number.textContent = String(rep);
        if (below)
            below.textContent = `of ${reps}`;
        share(rep / Number(reps));
        if (rep >= Number(reps))
            after_set();
        else
            word('Next one');
    }
    button.addEventListener('click', () => {
        if (clock) {
            pause();
        } else if (Number(reps) > 0 && Number(hold) > 0) {
            left ||= Number(hold);
            run_down(Number(hold), counted);
        } else if (Number(reps) > 0) {
            counted();
        } else {
            left ||= Number(seconds);
            run_down(Number(seconds), after_set);
        }
    });
    rest();
}
for (const ring of document.querySelectorAll('.ring[data-seconds], .ring[data-reps]'))
    player(ring);
