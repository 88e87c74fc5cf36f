// One case in a process of its own, over the engine whose entry is named: prints one line of JSON.
import { pathToFileURL } from 'node:url';
import { CASES } from './cases/index.mjs';
import { createWorld } from './measure/world.mjs';

const [name, pods, policies, entry] = process.argv.slice(2);
const engine = await import(pathToFileURL(entry).href);
const world = createWorld(engine, { pods: Number(pods), policies });
const result = CASES[name](world);
console.log(JSON.stringify({ case: name, pods: Number(pods), policies, ...result, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
