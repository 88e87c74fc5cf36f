import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person says about who enforces in a cluster, beside the cluster that it corrects. */
export class KeepEnforcementPin1795615528052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "cluster" ADD "enforcement_pin" json');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "cluster" DROP COLUMN "enforcement_pin"');
  }
}
