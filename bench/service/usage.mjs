import { get } from 'node:http';
import { text } from 'node:stream/consumers';

/** What the service has used since it started; the longest turn of its event loop is since the last time of asking. */
export const usageOf = (socketPath) => new Promise((resolve, reject) => {
  get({ socketPath, path: '/', agent: false }, (response) => { text(response).then((body) => { resolve(JSON.parse(body)); }, reject); }).on('error', reject);
});
