// npm run verdicts [-- --verdicts 20000000 --seed N]: every question of the engine against the plain evaluator on random worlds of every dialect.
import { parseArgs } from 'node:util';
import { newTally, seedDiffers } from './verdicts/run.mjs';

const { values } = parseArgs({ options: { verdicts: { type: 'string', default: '20000000' }, seed: { type: 'string', default: '1' } } });
const [wanted, first] = [values.verdicts, values.seed].map(Number);
const tally = newTally(); let differences = 0; let seed = first;
for (; tally.verdicts < wanted && differences < 20; seed += 1) {
  const difference = seedDiffers(seed, tally);
  if (difference === null) continue;
  differences += 1;
  console.error(`seed ${seed}: ${difference}`);
}
console.log(`seeds ${first} to ${seed - 1}: ${JSON.stringify(tally)}; ${differences} differences`);
if (differences > 0) process.exitCode = 1;
