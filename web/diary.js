// diary.js - moving a visit in the day's diary, by dragging it or by keyboard. Without it each visit's own page does that.
//
//   [data-sequence]     a visit that can be moved; .col[data-who] the practitioner's day it stands in
//   #mover              the form of the visit's page, filled in and sent there: that page says why, if it cannot be
//   #said               what is read out
'use strict';

const diary = document.querySelector('.diary'), mover = document.getElementById('mover'), said = document.getElementById('said');
const columns = diary ? [...diary.querySelectorAll('.col[data-who]')] : [];
const STEP = 5;
const clock = minute => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
const say = words => { if (said) said.textContent = words; };
let move = null; // the visit that is being moved: where it was, and where it is now

// A class of one letter and a number says where it stands.
function place(item, from, until) {
    const classes = [...item.classList].filter(c => !/^[hmuv]\d+$/.test(c));
    const [h, m, u, v] = [Math.floor(from / 60), from % 60, Math.floor(until / 60), until % 60];
    item.className = [...classes, `h${h}`, `m${m - m % STEP}`, `u${u}`, `v${v - v % STEP}`].join(' ');
}

function begin(link) {
    const item = link.closest('li'), column = link.closest('.col');
    move = { link, item, home: column, next: item.nextSibling, classes: item.className, column, from: Number(link.dataset.from), minutes: Number(link.dataset.minutes) };
    move.began = move.from;
    item.classList.add('moving');
}

function show(column, from) {
    const first = Number(diary.dataset.from), last = Number(diary.dataset.until);
    move.from = Math.max(first, Math.min(last - move.minutes, from));
    if (column !== move.column)
        column.append(move.item);
    move.column = column;
    place(move.item, move.from, move.from + move.minutes);
    say(`${clock(move.from)}, ${column.dataset.name}`);
}

function leave(words) {
    move.item.className = move.classes;
    move.home.insertBefore(move.item, move.next);
    move.link.focus();
    move = null;
    say(words);
}

function keep() {
    const form = mover.querySelector('form'), data = move.link.dataset;
    if (move.from === move.began && move.column === move.home) {
        leave('It stays where it was.');
        return;
    }
    form.action = `/clinic/diary/booking/${data.booking}`;
    form.elements.sequence.value = data.sequence;
    form.elements.who.value = move.column.dataset.who;
    form.elements.time.value = clock(move.from);
    say('Moving it.');
    form.submit();
}

// --- keyboard

const visits = () => columns.map(column => [...column.querySelectorAll('a')]);

function neighbour(link, key) {
    const all = visits(), at = all.findIndex(list => list.includes(link));
    if (at < 0)
        return null;
    if (key === 'ArrowUp' || key === 'ArrowDown')
        return all[at][all[at].indexOf(link) + (key === 'ArrowUp' ? -1 : 1)];
    const side = all.slice(key === 'ArrowLeft' ? 0 : at + 1, key === 'ArrowLeft' ? at : undefined).filter(list => list.length);
    const list = key === 'ArrowLeft' ? side.at(-1) : side[0];
    const top = link.getBoundingClientRect().top;
    return list?.reduce((best, other) => Math.abs(other.getBoundingClientRect().top - top) < Math.abs(best.getBoundingClientRect().top - top) ? other : best);
}

function moveKey(event) {
    const by = { ArrowUp: -STEP, ArrowDown: STEP }[event.key], aside = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by)
        show(move.column, move.from + by);
    else if (aside)
        show(columns[columns.indexOf(move.column) + aside] ?? move.column, move.from);
    else if (event.key === 'Enter')
        keep();
    else if (event.key === 'Escape' || event.key === 'Tab')
        leave('Left where it was.');
    else
        return;
    move?.link.focus();
    event.preventDefault();
}

function key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input, select, textarea'))
        return;
    if (move) {
        moveKey(event);
        return;
    }
    const link = event.target.closest('.col a'), letter = event.key.toLowerCase();
    if (link && event.key.startsWith('Arrow')) {
        neighbour(link, event.key)?.focus();
        event.preventDefault();
    } else if (letter === 'm' && link?.dataset.sequence) {
        begin(link);
        say(`Moving ${link.querySelector('b').textContent}, ${clock(move.from)}. Arrow keys, then Enter, or Escape.`);
    } else if (letter === 'n') {
        document.getElementById('new')?.click();
    } else if (letter === 'p') {
        document.getElementById('sheet')?.click();
    }
}

// --- dragging

function drag(event) {
    const link = event.target.closest('a[data-sequence]');
    if (!link || event.button || event.pointerType === 'touch') // a finger scrolls
        return;
    const from = { x: event.clientX, y: event.clientY, scroll: scrollY };
    const hour = link.closest('.col').clientHeight * 60 / (Number(diary.dataset.until) - Number(diary.dataset.from));
    if (getComputedStyle(link.closest('.col')).display !== 'grid')
        return;
    const over = e => {
        if (!move && Math.hypot(e.clientX - from.x, e.clientY - from.y) < 6)
            return;
        if (!move) {
            begin(link);
            diary.classList.add('drags');
        }
        const column = columns.find(c => { const r = c.getBoundingClientRect(); return e.clientX >= r.left && e.clientX < r.right; }) ?? move.column;
        const down = e.clientY - from.y + scrollY - from.scroll;
        show(column, Math.round((move.began + down * 60 / hour) / STEP) * STEP);
    };
    const end = e => {
        removeEventListener('pointermove', over);
        removeEventListener('pointerup', end);
        removeEventListener('pointercancel', end);
        diary.classList.remove('drags');
        if (!move)
            return;
        addEventListener('click', click => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
        if (e.type === 'pointerup')
            keep();
        else
            leave('Left where it was.');
    };
    addEventListener('pointermove', over);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
}

if (columns.length && mover) {
    document.getElementById('keys').hidden = false;
    document.addEventListener('keydown', key);
    diary.addEventListener('pointerdown', drag);
    diary.addEventListener('dragstart', event => event.preventDefault());
    document.getElementById(location.hash.slice(1))?.focus();
    addEventListener('pageshow', event => event.persisted && location.reload()); // what was dragged has been sent
}
