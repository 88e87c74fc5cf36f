// npm run new-enforcer -- NAME: the folder of a new enforcer, that compiles and passes its own test, ready to be filled.
import { join } from 'node:path';
import { addEnforcer } from './new-enforcer/add-enforcer.mjs';

const [name = '', ...rest] = process.argv.slice(2);
try {
  if (name === '' || rest.length > 0) throw new Error('npm run new-enforcer -- NAME, such as my-enforcer');
  const { written, changed } = addEnforcer(join(import.meta.dirname, '..'), name);
  for (const file of written) console.log(`wrote   ${file}`);
  for (const file of changed) console.log(`changed ${file}`);
  console.log(`
It reads policies as upstream has them and is recognised by a container "${name}" of an image "${name}".
Say where it departs in profile.ts, what its settings are in enforcer.ts, how it is recognised in recognise.ts,
and in enforcer.spec.ts what a cluster with it answers.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
