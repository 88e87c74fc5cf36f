import { viewText } from '../../analysis/view-key.ts';
import type { ResolvedView } from './view.service.ts';

/** `/v1/views/prod@latest/…` as the path of the version that it resolved to. */
export function resolvedPath(path: string, { key }: ResolvedView): string {
  return path.replace(/^\/v1\/views\/[^/?]+/, `/v1/views/${viewText(key)}`);
}
