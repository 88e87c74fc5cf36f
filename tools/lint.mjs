// npm run lint [-- FILES]: everything by way of Nx, whose project graph the layer rule needs; or the named files alone.
import { spawnSync } from 'node:child_process';

const files = process.argv.slice(2);
const [command, ...args] = files.length > 0 ? ['eslint', '--max-warnings', '0', ...files] : ['nx', 'run-many', '-t', 'lint', '--outputStyle=static'];
process.exitCode = spawnSync(command, args, { stdio: 'inherit' }).status ?? 1;
