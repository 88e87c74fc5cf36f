import { ConfigError, loadConfig } from '@postern/config';
import type { Config } from '@postern/config';
import type { Storage } from '@postern/db';
import { Logger } from 'nestjs-pino';
import { createApp } from './create-app.ts';
import { STORAGE } from './platform/storage.module.ts';

/** A mistake in the environment is for its author to mend, who needs no stack for it. */
function readConfig(): Config {
  try { return loadConfig(); } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`postern: ${error.message}\n`);
    process.exit(1);
  }
}

const config = readConfig();
const app = await createApp(config);
await app.listen(config.PORT, config.HOST);
const first = await app.get<Storage>(STORAGE).tokens.createFirstAdministrator();
const url = (await app.getUrl()).replace('[::1]', 'localhost');
if (process.send !== undefined) process.send({ url, ...(first === null ? {} : { administratorToken: first.text }) });
// Nobody else will ever be able to show it.
else if (first !== null) app.get(Logger).warn(`administrator token, shown once: ${first.text}`);
// A starter that was killed outright can no longer stop us.
process.on('disconnect', () => void app.close());
