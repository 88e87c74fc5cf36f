import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions made ready for questions, so that a process that starts need not make them again. */
export class KeepCompiledViews1795617100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "compiled_view" (
      "cluster_id" integer NOT NULL,
      "sequence" integer NOT NULL,
      "view_digest" bytea NOT NULL,
      "content" bytea NOT NULL,
      "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      CONSTRAINT "compiled_view_pk" PRIMARY KEY ("cluster_id", "sequence", "view_digest"))`);
    // What is compressed already is not compressed once more.
    await runner.query('ALTER TABLE "compiled_view" ALTER COLUMN "content" SET STORAGE EXTERNAL');
    await runner.query('ALTER TABLE "compiled_view" ADD CONSTRAINT "compiled_view_cluster_fk" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "compiled_view"');
  }
}
