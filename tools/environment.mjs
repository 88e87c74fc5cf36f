// The one tool that sees the environment: what tools hand on to the programs they start, and the few variables they know themselves.
import { delimiter } from 'node:path';

/** The environment that a child process inherits. */
export const inherited = process.env;

/** The search path of a child process that looks into a folder first. */
export const pathWith = (folder) => [folder, inherited.PATH ?? ''].join(delimiter);

/** An empty variable is an absent one. */
const variable = (name) => (process.env[name] === '' ? undefined : process.env[name]);

/** A PostgreSQL server of the user's own, in place of the embedded one. */
export const databaseUrl = variable('DATABASE_URL');

/** The port that the user asked for. */
export const port = variable('PORT');

/** Where the user stood when npm was called; npm itself moves to the folder of package.json. */
export const callerFolder = variable('INIT_CWD') ?? process.cwd();

/** Whether a person is likely to read along. */
export const isTerminal = process.stderr.isTTY === true && variable('CI') === undefined;

/** Programs of other tools that a benchmark times beside ours. */
export const peerPrograms = { netpolAnalyzer: variable('PEER_NETPOL_ANALYZER'), policyAssistant: variable('PEER_POLICY_ASSISTANT') };
