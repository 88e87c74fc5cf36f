#!/usr/bin/env node
import { compileLate } from './compile-late.ts';
import { EXIT } from './exit-code.ts';
import { processIo } from './process-io.ts';
import { run } from './run.ts';

// `run` never throws; what still arrives here came from outside its promise, such as a stream's late error.
process.on('uncaughtException', (error) => {
  process.stderr.write(`postern: internal error; please report it with these lines\n${error.stack ?? error.message}\n`);
  process.exit(EXIT.INTERNAL);
});

compileLate();
const io = processIo();
process.exitCode = await run(process.argv.slice(2), io);
io.end();
