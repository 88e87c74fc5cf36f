import type { Storage } from '@postern/db';

/** Writes down how far an operation is, one write at a time: what comes meanwhile waits, and only the last of it is written. */
export class ProgressNotes {
  private latest: number | undefined;
  private isWriting = false;
  constructor(private readonly storage: Storage, private readonly id: string) {}

  note(fraction: number): void {
    this.latest = fraction;
    if (!this.isWriting) void this.write();
  }

  private async write(): Promise<void> {
    this.isWriting = true;
    while (this.latest !== undefined) {
      const fraction = this.latest;
      this.latest = undefined;
      // The next note makes up for one that is lost.
      await this.storage.operations.progress(this.id, fraction).catch(() => undefined);
    }
    this.isWriting = false;
  }
}
