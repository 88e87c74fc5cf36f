import type { DataSource } from 'typeorm';
import type { IngestStore, ObjectToStage, Publication, PublishResult } from './publication.ts';
import { publishSnapshot } from './publish.ts';
import { stageObjects } from './stage.ts';

export class IngestRepository implements IngestStore {
  readonly #source: DataSource;
  constructor(source: DataSource) { this.#source = source; }

  stage(operationId: string, objects: Iterable<ObjectToStage> | AsyncIterable<ObjectToStage>): Promise<{ readonly objects: number; readonly contentBytes: number }> {
    return stageObjects(this.#source, operationId, objects);
  }

  publish(publication: Publication): Promise<PublishResult> {
    return publishSnapshot(this.#source, publication);
  }
}
