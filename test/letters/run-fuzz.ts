/** `npm run fuzz -- [letters] [seed]`: the long run, each letter also shown to a Chromium; exits 1 when one does what none may. */
import { chromium } from 'playwright-core';
import { resolveChromium } from '../../dev/chromium.ts';
import { openJudge } from './deeds.ts';
import { fuzz } from './fuzz.ts';

const [letters = '20000', seed = '1'] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: await resolveChromium(() => {}), args: ['--no-sandbox'] });
const began = performance.now();
const { fates, slowestMs, failures } = await fuzz(Number(letters), Number(seed), { judge: await openJudge(browser) });
const seconds = Math.round((performance.now() - began) / 1000);
await browser.close();
console.log(`${letters} letters in ${seconds} s, the slowest read in ${Math.round(slowestMs)} ms`, fates);
for (const failure of failures.slice(0, 20)) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
