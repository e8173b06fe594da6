// filled.mjs - chance from a seed, and forms filled in by it.
//
//     const { below, pick, hex } = chance('20261125');
//     const form = filled(page, { below, pick });     [where it goes to or null, what it sends], or null: it has none

export function chance(seed) {
    let state = BigInt(seed) * 0x9e3779b97f4a7c15n & 0xffffffffffffffffn;
    const below = n => {
        state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
        return Number((state >> 33n) % BigInt(n));
    };
    below(2); // the first are much alike from seed to seed
    return { below, pick: list => list[below(list.length)], hex: n => Array.from({ length: n }, () => '0123456789abcdef'[below(16)]).join('') };
}

const attribute = (tag, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
export function filled(page, { below, pick }) { // one of the page's forms, filled in anyhow
    const forms = [...page.matchAll(/<form[^>]*method="post"[^]*?<\/form>/g)].map(m => m[0]);
    if (!forms.length)
        return null;
    const form = pick(forms), fields = [], groups = new Map(), tidy = below(3); // mostly as a person would
    for (const [tag] of form.matchAll(/<(?:input|textarea|select|button)[^>]*>/g)) {
        const name = attribute(tag, 'name'), type = attribute(tag, 'type') || 'text', value = attribute(tag, 'value');
        if (!name)
            continue;
        if (type === 'hidden')
            fields.push([name, value]);
        else if (type === 'radio')
            groups.set(name, [...groups.get(name) ?? [], value]);
        else if (type === 'checkbox' ? !below(4) : type === 'submit' && !below(2))
            fields.push([name, value || 'yes']);
        else if (type !== 'checkbox' && type !== 'submit' && below(3))
            fields.push([name, pick(tidy ? ['', attribute(tag, 'max') ? '3' : '1975'] : ['', '15', '400', 'calf', '2026-03-01', 'a "b" <c> & é', '%00', '-1'])]);
    }
    for (const [name, values] of groups)
        if (tidy || below(5))
            fields.push([name, pick(values)]);
    return [attribute(form, 'action') || null, new URLSearchParams(fields).toString().replace(/%25(?=00)/g, '%')];
}
