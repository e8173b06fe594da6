// person.mjs - what a person does on the patient's pages, for the journeys.
import { check } from './lib.mjs';

export const shown = async v => (await v.page.locator('main').innerText()).replace(/\s+/g, ' ');
export const heading = v => v.page.locator('h1').first().innerText();
export const at = v => new URL(v.page.url()).pathname;
// A tap on the answer itself: some lie under their words, some over them.
export async function pick(v, name, value) {
    v.taps++;
    await v.page.locator(`input[name="${name}"][value="${value}"]`).first().click({ force: true });
}

export async function safetyWithoutATick(v) {
    for (const none of await v.page.locator('.part .none input').all()) {
        v.taps++;
        await none.click({ force: true });
    }
    await v.reading('the safety questions');
    if (await v.page.locator('#born').count()) { // only while the year is not known
        v.taps++;
        await v.page.fill('#born', '1984');
    }
    await v.go('button[name="none"]');
    check((await heading(v)).length > 0 && await v.page.locator('button[name="self_harm"]').count() === 3,
        'the question that stands alone has its own page');
    await v.reading('the question that stands alone');
    await v.go('button[name="self_harm"][value="no"]');
}

export async function checkin(v, { leg, back = 2, reach = 'calf', numb = 'none', morning = 'better' }) {
    await v.open('/checkin');
    const before = v.taps;
    await pick(v, 'screen_none', 'yes');
    await pick(v, 'leg', String(leg));
    await pick(v, 'back', String(back));
    await pick(v, 'reach', reach);
    await pick(v, 'morning', morning);
    await pick(v, 'numb', numb);
    await v.go('form .btn >> nth=-1');
    return v.taps - before;
}

// From the first page to the first plan, in few words.
export async function firstPlan(v, { leg = 6 } = {}) {
    await v.open('/');
    await v.go('a.btn[href="/safety"]');
    await safetyWithoutATick(v);
    await v.go('form .btn'); // consent
    check(at(v) === '/start/where', 'after the danger signs it is asked where it hurts');
    await pick(v, 'leg', String(leg));
    await pick(v, 'back', '3');
    for (const place of ['left_thigh', 'left_calf'])
        await v.page.locator(`input[name="pain_at"][value="${place}"]`).click({ force: true });
    await v.go('form .btn >> nth=-1');
    await pick(v, 'since', await v.page.locator('input[name="since"]').nth(1).inputValue());
    await pick(v, 'side', 'left');
    for (const key of ['below_knee', 'leg_worse_than_back', 'tingling_or_numb'])
        await pick(v, key, 'yes');
    await v.go('form .btn >> nth=-1');
    await pick(v, 'worse', 'sitting');
    await pick(v, 'eases', 'walking');
    await v.page.fill('#sit_min', '20');
    await v.page.fill('#walk_min', '10');
    await v.go('form .btn >> nth=-1');
    await v.go('form .btn >> nth=-1');
    check(at(v) === '/', 'then there is a plan');
}
