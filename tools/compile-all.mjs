// Nx may answer a type check from its cache; what plain Node runs is then made here, in no time where it is there.
import { compile } from './compile.mjs';

process.exitCode = await compile() ? 0 : 1;
