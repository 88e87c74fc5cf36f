// node tools/apply-migrations.mjs: runs what has not run yet on DATABASE_URL, with what is already compiled (the container's way).
import { databaseUrl } from './environment.mjs';
import { migrate } from './migrations.mjs';

if (databaseUrl === undefined) { console.error('postern: DATABASE_URL is not set'); process.exit(1); }
const names = await migrate(databaseUrl);
console.log(names.length === 0 ? 'nothing to migrate' : `ran ${names.join(', ')}`);
