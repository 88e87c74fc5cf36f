import type { Diagnostic } from '../model/diagnostic.ts';
import { identityKey } from '../model/location.ts';
import type { CalicoHead } from './calico/manifest.ts';
import type { PolicyDocument } from './document.ts';

const LIVE_GROUP = 'projectcalico.org';

/** What the aggregated API calls policies of Kubernetes that it shows among its own, by the kind of the original. */
const ECHOES = [
  { echo: 'NetworkPolicy', prefix: 'knp.default.', original: 'networking.k8s.io/NetworkPolicy' },
  { echo: 'GlobalNetworkPolicy', prefix: 'kanp.adminnetworkpolicy.', original: 'policy.networking.k8s.io/AdminNetworkPolicy' },
  { echo: 'GlobalNetworkPolicy', prefix: 'kbanp.baselineadminnetworkpolicy.', original: 'policy.networking.k8s.io/BaselineAdminNetworkPolicy' },
] as const;

type CalicoDocument = Extract<PolicyDocument, { readonly manifest: CalicoHead | null }>;

const isCalico = (policy: PolicyDocument): policy is CalicoDocument => policy.group === LIVE_GROUP;
/** The object that a document was read from. */
const objectKey = ({ storedAs, ...identity }: PolicyDocument): string => identityKey(storedAs ?? identity);

function isEcho({ storedAs, kind, namespace, name }: CalicoDocument, all: ReadonlySet<string>): boolean {
  return storedAs === undefined && ECHOES.some(({ echo, prefix, original }) => kind === echo && name.startsWith(prefix) && all.has(`${original}/${namespace}/${name.slice(prefix.length)}`));
}

/** The live form under the name that the object is stored by, and without types where it is stored without: that is what Felix reads. */
function withStored(live: CalicoDocument, stored: CalicoDocument | undefined): CalicoDocument {
  if (live.api !== 'calico' || stored?.api !== 'calico' || live.manifest === null || stored.manifest === null) return live;
  const { storedName, directions } = stored.manifest;
  return { ...live, manifest: { ...live.manifest, storedName, isStored: true, directions } };
}

/** Live objects by logical name, each with the stored one that it shows. */
function pairs(policies: readonly CalicoDocument[]): ReadonlyMap<CalicoDocument, CalicoDocument> {
  const live = new Map(policies.filter(({ storedAs }) => storedAs === undefined).map((policy) => [identityKey(policy), policy]));
  const found = new Map<CalicoDocument, CalicoDocument>();
  for (const stored of policies) {
    const shown = stored.storedAs === undefined ? undefined : live.get(identityKey(stored));
    if (shown !== undefined && !found.has(shown)) found.set(shown, stored);
  }
  return found;
}

/**
 * The policies with those that the input shows twice once: as live and as stored object, of which the live one stays
 * under the name of the stored one, and as a policy of Kubernetes and its echo, of which the original stays.
 */
export function withoutShownTwice(policies: readonly PolicyDocument[]): { readonly policies: readonly PolicyDocument[]; readonly dropped: ReadonlySet<string>; readonly diagnostics: readonly Diagnostic[] } {
  const calico = policies.filter(isCalico);
  if (calico.length === 0) return { policies, dropped: new Set(), diagnostics: [] };
  const all = new Set(policies.map(identityKey));
  const echoes = new Set(calico.filter((policy) => isEcho(policy, all)));
  const shown = pairs(calico.filter((policy) => !echoes.has(policy)));
  const dropped = new Set([...echoes, ...shown.values()].map(objectKey));
  const left = policies.filter((policy) => !dropped.has(objectKey(policy))).map((policy) => (isCalico(policy) ? withStored(policy, shown.get(policy)) : policy));
  return { policies: left, dropped, diagnostics: [...shown.size === 0 ? [] : [copies(shown.size)], ...echoes.size === 0 ? [] : [originals(echoes.size)]] };
}

const many = (count: number, one: string, more: string): string => (count === 1 ? `1 ${one}` : `${String(count)} ${more}`);

const copies = (count: number): Diagnostic => ({ severity: 'info', code: 'OBJECTS_SHOWN_TWICE', message: `${many(count, 'object of Calico is', 'objects of Calico are')} in the input both as projectcalico.org shows them and as they are stored; each counts once.` });
const originals = (count: number): Diagnostic => ({ severity: 'info', code: 'OBJECTS_SHOWN_TWICE', message: `${many(count, 'policy of Kubernetes is', 'policies of Kubernetes are')} in the input a second time, as Calico's API shows them; the originals count.` });
