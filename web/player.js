// player.js - leads through one exercise hands-free: counts, holds, rests, speaks when asked to, keeps the screen
// on. The page is complete without it: .ring says what to do, #did, #skip and #hurt say what was done.
//
// How far one is is kept on the device under data-key until it is done, so that a telephone call costs nothing.
import { lengthOf, partAsDid, partOf, placeIn, stepsOf } from './player_steps.js';

const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* it is not kept: nothing else changes */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* as above */ } },
    keys() { try { return Object.keys(localStorage); } catch { return []; } },
};

function play(ring) {
    const dose = Object.fromEntries(Object.entries(ring.dataset).map(([k, v]) => [k, /^\d+$/.test(v) ? Number(v) : v]));
    const steps = stepsOf(dose), whole = lengthOf(steps), key = dose.key ? `player ${ring.dataset.key}` : '';
    const number = ring.querySelector('b'), [above, below] = ring.querySelectorAll('span').length > 1
        ? ring.querySelectorAll('span') : [document.createElement('span'), ring.querySelector('span')];
    if (!above.isConnected)
        number.before(above);
    const lead = document.getElementById('dose'), done = document.getElementById('did');
    const arc = ring.querySelector('circle').cloneNode();
    const cues = [...document.querySelectorAll('.cues li')].map(li => li.textContent);
    const button = document.createElement('button'), voice = document.createElement('button');
    const live = document.createElement('p');
    let elapsed = 0, began = 0, clock = 0, shown = -1, lock = null;

    // Only of this exercise, today: what an earlier day left is dropped.
    for (const old of store.keys())
        if (old.startsWith('player ') && old !== key && key)
            store.drop(old);
    const kept = key ? Number(store.get(key)) : 0;
    if (kept > 0 && kept < whole)
        elapsed = kept;

    ring.querySelector('svg').append(arc);
    arc.setAttribute('class', 'go');
    arc.setAttribute('transform', 'rotate(-90 104 104)');
    const round = arc.getTotalLength();
    arc.setAttribute('stroke-dasharray', String(round));
    button.type = voice.type = 'button';
    button.className = 'btn';
    voice.className = 'txt';
    live.className = 'sr';
    live.setAttribute('aria-live', 'polite');
    ring.after(button, voice, live);
    done?.classList.replace('btn', 'btn-2');
    done?.classList.add('btn');

    // --- voice
    const speaks = () => store.get('voice') === 'on' && 'speechSynthesis' in window;
    function say(text) {
        if (!speaks() || !text)
            return;
        const words = new SpeechSynthesisUtterance(text);
        words.lang = 'en-GB';
        speechSynthesis.speak(words);
    }
    function voice_said() {
        voice.textContent = speaks() ? 'Voice is on' : 'Voice is off';
        voice.setAttribute('aria-pressed', String(speaks()));
    }
    voice.hidden = !('speechSynthesis' in window);
    voice.addEventListener('click', () => {
        store.set('voice', speaks() ? 'off' : 'on');
        if (!speaks())
            window.speechSynthesis?.cancel();
        voice_said();
        say('Voice is on.');
    });
    voice_said();

    // --- the screen stays on
    async function hold_screen() {
        try { lock = await navigator.wakeLock?.request('screen') ?? null; } catch { lock = null; }
    }
    function let_screen() {
        lock?.release().catch(() => {});
        lock = null;
    }

    // --- what is shown
    const pad = n => String(n).padStart(2, '0');
    const clock_time = s => s >= 60 ? `${Math.floor(s / 60)}:${pad(s % 60)}` : String(s);
    function words(step) {
        const parts = [];
        if (dose.sets > 1)
            parts.push(`Set ${step.set} of ${dose.sets}`);
        if (dose.sides > 1)
            parts.push(step.side === 1 ? 'first side' : 'other side');
        if (dose.reps > 0 && step.rep > 0)
            parts.push(`repetition ${step.rep} of ${dose.reps}`);
        return parts.join(' · ');
    }
    const labels = { ready: ['get ready', ''], move: ['number', `of ${dose.reps}`], hold: ['hold', 'seconds'], time: ['', ''],
        change: ['change sides', ''], rest: ['rest', 'seconds'] };
    function show() {
        const at = placeIn(steps, elapsed);
        if (!at) {
            finish();
            return;
        }
        const { step } = at, left = Math.ceil(at.left), counts = step.kind === 'move';
        [above.textContent, below.textContent] = labels[step.kind];
        if (step.kind === 'time')
            below.textContent = left >= 60 ? 'minutes' : 'seconds';
        number.textContent = counts ? String(step.rep) : clock_time(left);
        number.className = !counts && left >= 60 ? 'time' : '';
        arc.setAttribute('stroke-dashoffset', String(round * (1 - at.gone / step.seconds)));
        if (lead && words(step))
            lead.textContent = words(step);
        if (clock && at.number !== shown)
            announce(step, at.number);
    }
    function announce(step, which) {
        const first = shown < 0, before = steps[shown];
        shown = which;
        const aloud = step.kind === 'ready' ? `${dose.name}. Get ready. ${cues[0] ?? ''}`
            : step.kind === 'rest' ? 'Rest.' : step.kind === 'change' ? 'Change sides.'
                : step.kind === 'hold' ? 'Hold.' : step.kind === 'move' ? String(step.rep) : 'Begin.';
        say(aloud);
        // Read out as it is seen: sets, sides and rests, not every number.
        if (first || step.kind === 'rest' || step.kind === 'change' || step.set !== before?.set || step.side !== before?.side)
            live.textContent = [aloud, words(step)].filter(Boolean).join(' ');
    }

    // --- going and stopping
    function tick() {
        const now = performance.now();
        elapsed += (now - began) / 1000;
        began = now;
        if (key)
            store.set(key, elapsed.toFixed(1));
        show();
    }
    function go() {
        began = performance.now();
        clock = setInterval(tick, 200);
        button.textContent = 'Pause';
        hold_screen();
        show();
    }
    function pause() {
        if (!clock)
            return;
        clearInterval(clock);
        clock = 0;
        shown = -1;
        button.textContent = 'Go on';
        live.textContent = 'Paused.';
        window.speechSynthesis?.cancel();
        let_screen();
        fill_part();
    }
    function finish() {
        clearInterval(clock);
        clock = 0;
        elapsed = whole;
        above.textContent = below.textContent = '';
        number.textContent = '✓';
        number.className = '';
        arc.setAttribute('stroke-dashoffset', '0');
        live.textContent = 'That is it for this one.';
        say('That is it for this one.');
        button.remove();
        let_screen();
        forget();
        if (done?.name === 'did')
            setTimeout(() => done.click(), 2500);
    }
    function forget() {
        if (key)
            store.drop(key);
    }
    // Skip and "that hurt" take along what was done until now.
    function fill_part() {
        const did = dose.key ? partAsDid(dose.item, partOf(steps, elapsed)) : '';
        const hurt = document.getElementById('hurt'), part = document.querySelector('.part');
        if (part)
            part.value = did;
        if (hurt && did)
            hurt.href = `${hurt.pathname}?did=${did}`;
    }
    button.addEventListener('click', () => (clock ? pause() : go()));
    done?.addEventListener('click', forget);
    for (const id of ['skip', 'hurt'])
        document.getElementById(id)?.addEventListener('click', () => { pause(); fill_part(); forget(); });
    document.addEventListener('visibilitychange', () => {
        if (document.hidden)
            pause();
    });
    document.addEventListener('keydown', event => {
        if (event.key === ' ' && !event.target.closest('a, button, input, summary, textarea') && button.isConnected) {
            event.preventDefault();
            button.click();
        }
    });
    button.textContent = elapsed > 0 ? 'Go on' : 'Start';
    if (elapsed > 0)
        show();
    fill_part();
}

for (const ring of document.querySelectorAll('.ring[data-item]'))
    play(ring);
