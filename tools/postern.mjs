// npm run -s postern -- ARGS: the command from a clone, rebuilt where its sources are newer.
import { pathToFileURL } from 'node:url';
import { COMMAND, buildCommand, isBuilt } from './build.mjs';
import { callerFolder } from './environment.mjs';
import { step } from './progress.mjs';

if (!isBuilt()) await step('building the command', buildCommand);
// Paths mean what they meant where the command was typed.
process.chdir(callerFolder);
process.argv.splice(1, 1, COMMAND);
await import(pathToFileURL(COMMAND).href);
