import type { Logger } from 'typeorm';

/** Hands every statement on; says nothing else, since failures reach the caller as exceptions. */
export class StatementLogger implements Logger {
  readonly #onStatement: (sql: string) => void;
  constructor(onStatement: (sql: string) => void) { this.#onStatement = onStatement; }
  logQuery(sql: string): void { this.#onStatement(sql); }
  logQueryError(): void { /* the exception says it */ }
  logQuerySlow(): void { /* measured by the service */ }
  logSchemaBuild(): void { /* only tools build schemas */ }
  logMigration(): void { /* only tools migrate */ }
  log(): void { /* nothing worth telling */ }
}
