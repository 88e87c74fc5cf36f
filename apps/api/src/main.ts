import { loadConfig } from '@postern/config';
import type { Storage } from '@postern/db';
import { Logger } from 'nestjs-pino';
import { createApp } from './create-app.ts';
import { STORAGE } from './platform/storage.module.ts';

const config = loadConfig();
const app = await createApp(config);
await app.listen(config.PORT, config.HOST);
const first = await app.get<Storage>(STORAGE).tokens.createFirstAdministrator();
const url = (await app.getUrl()).replace('[::1]', 'localhost');
if (process.send !== undefined) process.send({ url, ...(first === null ? {} : { administratorToken: first.text }) });
// Nobody else will ever be able to show it.
else if (first !== null) app.get(Logger).warn(`administrator token, shown once: ${first.text}`);
// A starter that was killed outright can no longer stop us.
process.on('disconnect', () => void app.close());
