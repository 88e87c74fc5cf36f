// A process that starts a server on the folder it is given, says so, and waits to be ended.
import { startPostgres } from '../postgres/server.mjs';

const server = await startPostgres(process.argv[2], { durable: false });
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
console.log(JSON.stringify({ url: server.url, isNew: server.isNew }));
setInterval(() => {}, 1000);
