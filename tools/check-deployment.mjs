// What can be known of the Dockerfile and the Compose file without a container engine: that every path they name exists.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readDockerfile, readIgnored } from './deployment/dockerfile.mjs';

const root = join(import.meta.dirname, '..');
const text = (name) => readFileSync(join(root, name), 'utf8');
const problems = [];
const expect = (holds, problem) => { if (!holds) problems.push(problem); };

const stages = readDockerfile(text('Dockerfile'));
const isIgnored = readIgnored(text('.dockerignore'));
const last = stages.at(-1);

for (const stage of stages) {
  for (const { from, sources } of stage.copies) {
    expect(from === undefined || stages.some(({ name }) => name === from), `Dockerfile: stage ${stage.name} copies from ${from}, which is no stage`);
    for (const source of sources) {
      const path = source.replace(/^\/app\//u, '');
      expect(existsSync(join(root, path)), `Dockerfile: ${source} does not exist`);
      expect(from !== undefined || !isIgnored(path), `Dockerfile: ${source} is kept out by .dockerignore`);
    }
  }
}
expect(last.user !== undefined && last.user !== 'root', 'Dockerfile: the service runs as root');

/** The program's file of a command, where there is one. */
const script = (command) => command.slice(1).find((word) => /^[\w/.-]+\.m?js$/u.test(word));
const copied = [...last.copies.flatMap(({ sources }) => sources.map((source) => source.replace(/^\/app\//u, '')))].filter((source) => source !== '');

function expectCommand(where, command) {
  const file = script(command);
  if (file === undefined || file.startsWith('node_modules/')) return;
  expect(existsSync(join(root, file)), `${where}: ${file} does not exist`);
  expect(copied.some((source) => file === source || file.startsWith(source)), `${where}: ${file} is not in the image`);
}
for (const command of last.commands) expectCommand('Dockerfile', command);

const { services, volumes } = parse(text('docker-compose.yml'), { merge: true });
for (const [name, service] of Object.entries(services)) {
  expect(service.healthcheck !== undefined || service.restart === undefined, `docker-compose.yml: ${name} has no health check`);
  if (Array.isArray(service.command)) expectCommand(`docker-compose.yml: ${name}`, service.command);
  if (service.build !== undefined) expect(existsSync(join(root, service.build, 'Dockerfile')), `docker-compose.yml: ${name} has nothing to build`);
  for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
    expect(services[other] !== undefined, `docker-compose.yml: ${name} waits for ${other}, which is no service`);
    expect(condition !== 'service_healthy' || services[other]?.healthcheck !== undefined, `docker-compose.yml: ${name} waits for the health of ${other}, which has no check`);
  }
  for (const volume of service.volumes ?? []) expect(/^[./]/u.test(volume) || volume.split(':')[0] in volumes, `docker-compose.yml: ${volume} names no volume`);
  for (const [key, value] of Object.entries(service.environment ?? {})) {
    if (/PASSWORD|TOKEN|SECRET|DATABASE_URL/u.test(key)) expect(/\$\{\w+:\?/u.test(value), `docker-compose.yml: ${name} has a ${key} that nobody chose`);
  }
}

for (const problem of problems) console.error(problem);
console.log(`${stages.length} stages, ${Object.keys(services).length} services, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
