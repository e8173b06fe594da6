// icons.mjs - draws the icons of an installed Ambulando from web/mark.svg; make icons.
//
//     icon-192.png, icon-512.png     as it is
//     icon-mask.png                  to the edges, for systems that cut a shape out of it
//     icon-touch.png                 the same for iOS, which cuts the corners off
import { createRequire } from 'node:module';
import fs from 'node:fs';

const require = createRequire(new URL('../../build/npm/', import.meta.url));
const { chromium } = require('playwright-core');
const mark = fs.readFileSync('web/mark.svg', 'utf8');
const bleed = share => mark.replace('rx="17"', '').replace(/<g /, `<g transform="translate(32 32) scale(${share}) translate(-32 -34)" `);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [name, size, svg] of [['icon-192', 192, mark], ['icon-512', 512, mark], ['icon-mask', 512, bleed(0.84)], ['icon-touch', 180, bleed(0.94)]]) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    await page.screenshot({ path: `web/${name}.png`, omitBackground: true });
    await page.close();
}
await browser.close();
