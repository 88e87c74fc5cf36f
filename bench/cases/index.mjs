import { binary } from './binary.mjs';
import { change } from './change.mjs';
import { diff } from './diff.mjs';
import { enforcement } from './enforcement.mjs';
import { explain } from './explain.mjs';
import { exposure } from './exposure.mjs';
import { growth } from './growth.mjs';
import { impact } from './impact.mjs';
import { list } from './list.mjs';
import { memory } from './memory.mjs';
import { point } from './point.mjs';
import { reach } from './reach.mjs';
import { ready } from './ready.mjs';
import { totals } from './totals.mjs';
import { verification } from './verification.mjs';
import { who } from './who.mjs';

/** Every question that is measured, by name. */
export const CASES = { ready, memory, binary, point, who, reach, list, totals, diff, change, explain, exposure, impact, enforcement, verification, growth };
