import { findingsAs } from '../enforcers/registry.ts';
import type { Finding } from '../model/diagnostic.ts';
import { readTexts } from '../read/session.ts';
import { buildSnapshot } from '../read/snapshot/build-snapshot.ts';
import { CAST } from './world.ts';

/** What is reported of the cast and some objects under Calico; settings without their prefix, `version` for the release. */
export function calicoMistakes(objects: readonly string[], { version = '3.32.1', ...settings }: Readonly<Record<string, string>> = {}): readonly Finding[] {
  const read = readTexts([{ file: 'world.yaml', text: [CAST, ...objects].join('\n---\n') }]);
  const given = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`calico.${key}`, value]));
  return findingsAs(buildSnapshot(read.objects, read.coverage).snapshot, { name: 'calico', version }, given);
}
