// app.js - what a page can do better with script; each page is complete without.
//
//   the worker (host/browser), which has the pages and the record on this device
//   input[name=zone]               the time zone of the device
//   .again a                       plays the moving figure before it once more, in place
//   #keeping                       asks the browser to keep what it has; installed, it is asked without a word
//   [data-reads-into=ID]           shows a file picker whose text goes into the field ID
//   [data-goes-on] form            goes on by itself, a portion at a time, with its last button
'use strict';

for (const zone of document.querySelectorAll('input[name=zone]'))
    zone.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';

for (const picker of document.querySelectorAll('[data-reads-into]')) {
    const into = document.getElementById(picker.dataset.readsInto);
    picker.hidden = false;
    picker.querySelector('input[type=file]').addEventListener('change', async event => {
        const file = event.target.files[0];
        if (!file)
            return;
        const bytes = new Uint8Array(await file.arrayBuffer());
        const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : null; // as some spreadsheets write
        try {
            into.value = new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
        } catch {
            into.value = new TextDecoder('windows-1252').decode(bytes);
        }
    });
}

const going = document.querySelector('[data-goes-on] form');
going?.requestSubmit([...going.querySelectorAll('button')].at(-1));

for (const link of document.querySelectorAll('.again a'))
    link.addEventListener('click', event => {
        const figure = link.closest('.again').previousElementSibling.querySelector('img');
        event.preventDefault(); // another address each time: what a browser has shown it lets rest
        figure.src = figure.src.replace(/\?.*|$/, `?again=${performance.now().toFixed()}`);
    });

const keeping = document.getElementById('keeping'), keeper = navigator.storage?.persist && navigator.storage;
if (keeper && matchMedia('(display-mode: standalone)').matches)
    keeper.persist();
if (keeping && keeper) {
    const said = so => {
        keeping.querySelector('[role=status]').textContent = so ? 'This browser keeps them until you erase them.'
            : 'This browser does not promise it. Your answers still go to the server whenever there is a connection.';
    };
    keeping.hidden = false;
    keeper.persisted().then(so => so && said(so));
    keeping.querySelector('button').addEventListener('click', async () => said(await keeper.persist()));
}

// The pages of a clinic need their server. A browser that has no worker, or may keep nothing, has the server's pages.
if (!/^\/(clinic|book)/.test(location.pathname)) {
    const worker = globalThis.trustedTypes?.createPolicy('ambulando', { createScriptURL: () => '/worker.js' }).createScriptURL('') ?? '/worker.js';
    navigator.serviceWorker?.register(worker).catch(() => {});
    const meet = () => navigator.serviceWorker?.controller?.postMessage('sync');
    addEventListener('online', meet);
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && meet());
}
