import type { MigrationInterface, QueryRunner } from 'typeorm';

const TYPES = [
  `CREATE TYPE "snapshot_state" AS ENUM('RECEIVING', 'QUEUED', 'ANALYSING', 'READY', 'FAILED', 'EXPIRED')`,
  `CREATE TYPE "source_kind" AS ENUM('COLLECTOR', 'CLI', 'API', 'GIT')`,
  `CREATE TYPE "operation_state" AS ENUM('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')`,
];

const IDENTITY = `
  "api_group" text COLLATE "C" NOT NULL,
  "kind" text COLLATE "C" NOT NULL,
  "namespace" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C" NOT NULL`;

const CLUSTER_TABLE = `CREATE TABLE "cluster" (
  "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  "slug" text COLLATE "C" NOT NULL,
  "display_name" text NOT NULL,
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
  CONSTRAINT "cluster_pk" PRIMARY KEY ("id"))`;

const SNAPSHOT_TABLE = `CREATE TABLE "snapshot" (
  "cluster_id" integer NOT NULL,
  "sequence" integer NOT NULL,
  "state" "snapshot_state" NOT NULL,
  "content_digest" bytea NOT NULL,
  "semantic_digest" bytea NOT NULL,
  "captured_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "received_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "ready_at" TIMESTAMP WITH TIME ZONE,
  "source_kind" "source_kind" NOT NULL,
  "source_agent" text,
  "git_repository" text,
  "git_commit" text,
  "git_ref" text,
  "labels" jsonb NOT NULL DEFAULT '{}',
  "stats" jsonb NOT NULL DEFAULT '{}',
  "coverage" json NOT NULL,
  "is_pinned" boolean NOT NULL DEFAULT false,
  "parent_sequence" integer,
  "is_changed" boolean NOT NULL,
  "location_sequence" integer NOT NULL,
  "diagnostic_sequence" integer NOT NULL,
  "diagnostic_digest" bytea NOT NULL,
  CONSTRAINT "snapshot_pk" PRIMARY KEY ("cluster_id", "sequence"))`;

const RESOURCE_VERSION_TABLE = `CREATE TABLE "resource_version" (
  "cluster_id" integer NOT NULL,${IDENTITY},
  "first_sequence" integer NOT NULL,
  "last_sequence" integer,
  "api_version" text NOT NULL,
  "content" json NOT NULL,
  "content_digest" bytea NOT NULL,
  "semantic_digest" bytea NOT NULL,
  "is_unreadable" boolean NOT NULL DEFAULT false,
  CONSTRAINT "resource_version_pk" PRIMARY KEY ("cluster_id", "api_group", "kind", "namespace", "name", "first_sequence"))`;

const RESOURCE_TEXT_TABLE = `CREATE TABLE "resource_text" (
  "cluster_id" integer NOT NULL,${IDENTITY},
  "first_sequence" integer NOT NULL,
  "last_sequence" integer,
  "text" text NOT NULL,
  CONSTRAINT "resource_text_pk" PRIMARY KEY ("cluster_id", "api_group", "kind", "namespace", "name", "first_sequence"))`;

const SNAPSHOT_LOCATION_TABLE = `CREATE TABLE "snapshot_location" (
  "cluster_id" integer NOT NULL,
  "sequence" integer NOT NULL,
  "files" text array NOT NULL,
  "file_steps" integer array NOT NULL,
  "document_steps" integer array NOT NULL,
  "line_steps" integer array NOT NULL,
  "pointer_lines" json,
  CONSTRAINT "snapshot_location_pk" PRIMARY KEY ("cluster_id", "sequence"))`;

const SNAPSHOT_DIAGNOSTIC_TABLE = `CREATE TABLE "snapshot_diagnostic" (
  "cluster_id" integer NOT NULL,
  "sequence" integer NOT NULL,
  "ordinal" integer NOT NULL,
  "severity" smallint NOT NULL,
  "body" json NOT NULL,
  CONSTRAINT "snapshot_diagnostic_pk" PRIMARY KEY ("cluster_id", "sequence", "ordinal"))`;

const SNAPSHOT_STAGING_TABLE = `CREATE UNLOGGED TABLE "snapshot_staging" (
  "cluster_id" integer NOT NULL,
  "operation_id" uuid NOT NULL,${IDENTITY},
  "api_version" text NOT NULL,
  "content" json NOT NULL,
  "content_digest" bytea NOT NULL,
  "semantic_digest" bytea NOT NULL,
  "is_unreadable" boolean NOT NULL,
  "file" text NOT NULL,
  "document" integer NOT NULL,
  "line" integer NOT NULL,
  "pointer_lines" json,
  "text" text,
  CONSTRAINT "snapshot_staging_pk" PRIMARY KEY ("cluster_id", "operation_id", "api_group", "kind", "namespace", "name"))`;

const OPERATION_TABLE = `CREATE TABLE "operation" (
  "cluster_id" integer NOT NULL,
  "id" uuid NOT NULL,
  "kind" text NOT NULL,
  "state" "operation_state" NOT NULL,
  "owner" integer NOT NULL,
  "progress" real,
  "problem" json,
  "result_url" text,
  "result_sequence" integer,
  "is_unchanged" boolean NOT NULL DEFAULT false,
  "idempotency_key" text,
  "request_fingerprint" text,
  "staged_objects" integer NOT NULL DEFAULT 0,
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
  "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
  CONSTRAINT "operation_pk" PRIMARY KEY ("cluster_id", "id"))`;

const API_TOKEN_TABLE = `CREATE TABLE "api_token" (
  "id" text COLLATE "C" NOT NULL,
  "name" text NOT NULL,
  "secret_digest" bytea NOT NULL,
  "scopes" text array NOT NULL,
  "clusters" text array NOT NULL,
  "is_initial" boolean NOT NULL DEFAULT false,
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
  "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "last_used_at" TIMESTAMP WITH TIME ZONE,
  "revoked_at" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "api_token_pk" PRIMARY KEY ("id"))`;

const TABLES = [
  CLUSTER_TABLE, SNAPSHOT_TABLE, RESOURCE_VERSION_TABLE, RESOURCE_TEXT_TABLE, SNAPSHOT_LOCATION_TABLE, SNAPSHOT_DIAGNOSTIC_TABLE,
  SNAPSHOT_STAGING_TABLE, OPERATION_TABLE, API_TOKEN_TABLE,
];

const INDEXES = [
  `CREATE UNIQUE INDEX "cluster_slug" ON "cluster" ("slug")`,
  `CREATE INDEX "snapshot_content_digest" ON "snapshot" ("cluster_id", "content_digest")`,
  `CREATE INDEX "snapshot_captured_at" ON "snapshot" ("cluster_id", "captured_at")`,
  `CREATE INDEX "resource_version_first" ON "resource_version" ("cluster_id", "first_sequence")`,
  `CREATE INDEX "resource_version_last" ON "resource_version" ("cluster_id", "last_sequence")`,
  `CREATE INDEX "resource_text_last" ON "resource_text" ("cluster_id", "last_sequence")`,
  `CREATE INDEX "snapshot_diagnostic_severity" ON "snapshot_diagnostic" ("cluster_id", "sequence", "severity", "ordinal")`,
  `CREATE UNIQUE INDEX "operation_idempotency_key" ON "operation" ("cluster_id", "idempotency_key")`,
  `CREATE INDEX "operation_owner" ON "operation" ("owner") WHERE state IN ('QUEUED', 'RUNNING')`,
  `CREATE UNIQUE INDEX "api_token_initial" ON "api_token" ("is_initial") WHERE is_initial`,
  `CREATE INDEX "api_token_created" ON "api_token" ("created_at", "id")`,
];

const OWNED = ['snapshot', 'resource_version', 'resource_text', 'snapshot_location', 'snapshot_diagnostic', 'operation'];
const FOREIGN_KEYS = OWNED.map((table) => `ALTER TABLE "${table}" ADD CONSTRAINT "${table}_cluster_fk" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE`);

export class CreateStorage1795603576907 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TYPES, ...TABLES, ...INDEXES, ...FOREIGN_KEYS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['api_token', 'snapshot_staging', ...OWNED, 'cluster']) await runner.query(`DROP TABLE "${table}"`);
    for (const type of ['operation_state', 'source_kind', 'snapshot_state']) await runner.query(`DROP TYPE "${type}"`);
  }
}
