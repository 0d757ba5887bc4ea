/** `node test/letters/run-fuzz.ts [letters] [seed]`: the long run; exits 1 when a letter does what none may. */
import { fuzz } from './fuzz.ts';

const [letters = '20000', seed = '1'] = process.argv.slice(2);
const began = performance.now();
const { fates, slowestMs, failures } = await fuzz(Number(letters), Number(seed));
const seconds = Math.round((performance.now() - began) / 1000);
console.log(`${letters} letters in ${seconds} s, the slowest in ${Math.round(slowestMs)} ms`, fates);
for (const failure of failures.slice(0, 20)) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
