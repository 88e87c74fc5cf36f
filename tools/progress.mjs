// Says what takes long: a line that counts seconds on a terminal, one line at the end of each step elsewhere.
import { isTerminal } from './environment.mjs';

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs one step under its name; standard output stays free for answers. */
export async function step(name, work) {
  const began = performance.now();
  const draw = () => process.stderr.write(`\r\u001B[Kpostern: ${name}… ${seconds(began)}`);
  const timer = isTerminal ? setInterval(draw, 200) : undefined;
  const erase = () => { clearInterval(timer); if (isTerminal) process.stderr.write('\r\u001B[K'); };
  try {
    const result = await work();
    erase();
    console.error(`postern: ${name}: done in ${seconds(began)}`);
    return result;
  } catch (error) {
    erase();
    console.error(`postern: ${name}: failed after ${seconds(began)}`);
    throw error;
  }
}
