import type { View } from '../compile/view.ts';
import type { Firewalls } from '../model/firewalls.ts';
import type { PolicyDocument } from '../policies/document.ts';
import type { Snapshot } from '../resources/snapshot.ts';

/** What findings are looked for in. */
export interface Subject { readonly snapshot: Snapshot<PolicyDocument>; readonly firewalls: Firewalls; readonly view: View }
