import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers to questions that are worked on in the background, whose they are, and until when they are kept. */
export class KeepAnswersOfOperations1795620360000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "operation" ADD "token_id" text COLLATE "C"');
    await runner.query('ALTER TABLE "operation" ADD "expires_at" TIMESTAMP WITH TIME ZONE');
    await runner.query('CREATE INDEX "operation_expiry" ON "operation" ("expires_at") WHERE expires_at IS NOT NULL');
    await runner.query(`CREATE TABLE "operation_result" (
      "cluster_id" integer NOT NULL,
      "operation_id" uuid NOT NULL,
      "media_type" text NOT NULL,
      "content" bytea NOT NULL,
      CONSTRAINT "operation_result_pk" PRIMARY KEY ("cluster_id", "operation_id"))`);
    // What is compressed already is not compressed once more.
    await runner.query('ALTER TABLE "operation_result" ALTER COLUMN "content" SET STORAGE EXTERNAL');
    await runner.query('ALTER TABLE "operation_result" ADD CONSTRAINT "operation_result_operation_fk" FOREIGN KEY ("cluster_id", "operation_id") REFERENCES "operation"("cluster_id", "id") ON DELETE CASCADE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "operation_result"');
    await runner.query('DROP INDEX "operation_expiry"');
    await runner.query('ALTER TABLE "operation" DROP COLUMN "expires_at"');
    await runner.query('ALTER TABLE "operation" DROP COLUMN "token_id"');
  }
}
