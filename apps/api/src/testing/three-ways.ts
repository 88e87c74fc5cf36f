import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WhyDocument } from '@postern/engine';
import { expect } from 'vitest';
import { startTestService } from './service.ts';
import type { TestService } from './service.ts';

/** What the command says about one point question: the document, as JSON gives it back. */
export type Why = WhyDocument;

export interface Question { readonly from: string; readonly to: string; readonly traffic?: { readonly text: string; readonly input: object } }

/** The bundled command as a process of its own, and the service, to ask both of one cluster. */
export interface ThreeWays {
  readonly service: TestService;
  /** Sends a cluster to the service; the command is given the same text. */
  world(cluster: string, text: string): Promise<World>;
  close(): Promise<void>;
}

/** One cluster that can be asked by command, REST and GraphQL. */
export interface World {
  /** The answer to "why", once it is the same three ways. */
  why(question: Question): Promise<Why>;
  /** The failure of a question that cannot be answered, once it is the same three ways. */
  failure(question: Question): Promise<{ readonly code: string; readonly message: string }>;
  command(...argv: readonly string[]): Promise<{ readonly exitCode: number | null; readonly document: never }>;
  rest(path: string): Promise<Readonly<Record<string, never>>>;
  graphql(query: string, variables?: object): Promise<Readonly<Record<string, never>>>;
}

interface Bundler { readonly bundle: (outfile: string) => Promise<unknown> }

const WHY = `query ($view: String!, $from: EndpointInput!, $to: EndpointInput!, $traffic: TrafficInput) {
  canReach(view: $view, from: $from, to: $to, traffic: $traffic) {
    verdict confidence allowed { text } partial { text } undecided { text } pairs { total allowed denied partial unknown } byBasis { specified differences }
    caveats { code message } from { ref } to { ref }
    explanation(detail: ALL) { summary egress { ...leg } ingress { ...leg } service { service { kind namespace name } servicePort targetPort ports { ...hop } backends readyBackends } blockers { direction code fix policies { ref { kind namespace name } } } } } }
  fragment hop on ServiceHopPort { protocol servicePort targetPort }
  fragment leg on Leg { verdict steps { tier outcome code message policy { ref { kind namespace name } } rule { index pointer source { file line } } } }`;

export async function startThreeWays(): Promise<ThreeWays> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-ways-'));
  const command = join(folder, 'postern.mjs');
  // The command is another program: it is built and started, not imported.
  const { bundle } = await import(join(import.meta.dirname, '../../../../tools/bundle-command.mjs')) as Bundler;
  const [service] = await Promise.all([startTestService(), bundle(command)]);
  return {
    service,
    world: async (cluster, text) => { await service.cluster(cluster, text); return worldOf(service, command, cluster, text); },
    close: async () => { rmSync(folder, { recursive: true }); await service.close(); },
  };
}

function worldOf(service: TestService, command: string, cluster: string, text: string): World {
  const view = `${cluster}@1`;
  const run = async (argv: readonly string[]): ReturnType<World['command']> => {
    const { exitCode, out } = await start(command, [...argv, '--in', '-', '-o', 'json'], text);
    return { exitCode, document: JSON.parse(out) as never };
  };
  const graphql = async (query: string, variables: object = {}): Promise<{ readonly data: never; readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[] }> => (
    (await service.admin.post('/graphql').send({ query, variables: { view, ...variables } })).body as never
  );
  const variablesOf = ({ from, to, traffic }: Question): object => ({ from: { ref: from }, to: { ref: to }, ...(traffic === undefined ? {} : { traffic: traffic.input }) });
  const queryOf = ({ from, to, traffic }: Question): object => ({ from, to, ...(traffic === undefined ? {} : { traffic: traffic.text }) });
  return {
    why: async (question) => {
      const { from, to, traffic } = question;
      const { document } = await run(['why', from, to, ...(traffic === undefined ? [] : [traffic.text])]) as unknown as { document: Why };
      const rest = await service.admin.get(`/v1/views/${view}/reachability`).query(queryOf(question)).expect(200);
      const { view: version, ...same } = rest.body as Why & { readonly view: unknown };
      expect(version).toMatchObject({ ref: view });
      expect(same).toEqual(document);
      const { data, errors } = await graphql(WHY, variablesOf(question));
      expect(errors).toBeUndefined();
      expect(withoutBareTiers((data as { canReach: unknown }).canReach)).toEqual(asGraphql(document));
      return document;
    },
    failure: async (question) => {
      const line = JSON.stringify({ id: '1', src: question.from, dst: question.to, traffic: question.traffic?.text ?? 'any' });
      const batch = await service.admin.post(`/v1/views/${view}/reachability:batch`).type('application/x-ndjson').send(line).buffer(true).expect(200);
      const { error } = JSON.parse(batch.text) as { error: { readonly code: string; readonly message: string } };
      const rest = await service.admin.get(`/v1/views/${view}/reachability`).query(queryOf(question));
      expect(rest.status).toBe(422);
      expect(rest.body).toMatchObject({ code: error.code, detail: error.message });
      const { errors } = await graphql(WHY, variablesOf(question));
      expect(errors?.[0]).toMatchObject({ message: error.message, extensions: { code: error.code } });
      const asked = await start(command, ['why', question.from, question.to, '--in', '-', '-o', 'json'], text);
      expect(asked).toMatchObject({ exitCode: 5, out: '' });
      expect(asked.err).toContain(error.message);
      return error;
    },
    command: (...argv) => run(argv),
    rest: async (path) => (await service.admin.get(path.replace('VIEW', view)).expect(200)).body as Readonly<Record<string, never>>,
    graphql: async (query, variables) => { const { data, errors } = await graphql(query, variables); expect(errors).toBeUndefined(); return data; },
  };
}

/** The part of a document that GraphQL answers too, in its shape. */
function asGraphql({ verdict, confidence, set, partial = '', undecided = '', pairs, byBasis, caveats, from, to, service, summary, egress, ingress, blockers }: Why): object {
  const { specified, differences } = byBasis;
  return {
    verdict, confidence, allowed: { text: set }, partial: { text: partial }, undecided: { text: undecided }, byBasis: { specified, differences },
    pairs: pairs === undefined ? null : Object.fromEntries(Object.entries(pairs).map(([key, count]) => [key, String(count)])),
    caveats: caveats.map(({ code, message }) => ({ code, message })), from: { ref: from }, to: { ref: to },
    explanation: {
      summary, egress: legOf(egress), ingress: legOf(ingress), service: service === undefined ? null : hopOf(service),
      blockers: blockers.map(({ direction, code, fix, policies }) => ({ direction: direction.toUpperCase(), code, fix, policies: policies.map(refOf) })),
    },
  };
}

const hopOf = ({ service: { kind, namespace, name }, protocol, servicePort, targetPort, ports, backends, readyBackends }: NonNullable<Why['service']>): object => ({
  service: { kind, namespace, name }, servicePort, targetPort, backends, readyBackends, ports: ports ?? [{ protocol, servicePort, targetPort }],
});

const legOf = ({ verdict, steps }: Why['egress']): object => ({
  verdict, steps: (steps as readonly FullStep[]).map((step) => ({
    outcome: step.outcome, code: step.code, message: step.message,
    ...(step.name === undefined ? { policy: null } : { tier: step.tier, policy: refOf({ kind: step.kind ?? '', namespace: step.namespace ?? '', name: step.name }) }),
    rule: step.rule === undefined || step.rule === null ? null : { index: step.rule, pointer: step.pointer, source: { file: step.file, line: step.line } },
  })),
});

/** Documents name the tier only of steps that a policy stands behind. */
const withoutBareTiers = (answer: unknown): unknown => JSON.parse(JSON.stringify(answer), (_, value: unknown) => {
  if (typeof value !== 'object' || value === null || !('tier' in value) || !('policy' in value) || value.policy !== null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'tier'));
});

/** One step of a document; what names a policy is absent where there is none. */
interface FullStep {
  readonly tier?: string; readonly outcome: string; readonly code: string; readonly message: string;
  readonly kind?: string; readonly namespace?: string; readonly name?: string; readonly rule?: number | null; readonly pointer?: string; readonly file?: string | null; readonly line?: number | null;
}

const refOf = ({ kind, namespace, name }: { readonly kind: string; readonly namespace: string; readonly name: string }): object => ({ ref: { kind, namespace: namespace === '' ? null : namespace, name } });

function start(command: string, argv: readonly string[], stdin: string): Promise<{ readonly exitCode: number | null; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [command, ...argv], { stdio: 'pipe' });
    let out = ''; let err = '';
    child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); });
    child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString(); });
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
    child.on('close', (exitCode) => { resolve({ exitCode, out, err }); });
  });
}
