import type { Directory, ServiceFacts } from '../../model/directory.ts';
import type { Caveat } from '../../model/firewalls.ts';
import type { LocalRedirect } from '../../resources/local-redirect.ts';
import type { Snapshot } from '../../resources/snapshot.ts';

type Redirects = Pick<Snapshot<unknown>, 'localRedirects'>;

const textOf = ({ namespace, name }: LocalRedirect): string => `CiliumLocalRedirectPolicy ${namespace}/${name}`;

/** Services that are handed to pods of the sender's own node say that what stands behind them is not all that is known. */
export function redirected(directory: Directory, { localRedirects }: Redirects): Directory {
  const byService = new Map(localRedirects.flatMap((redirect) => (redirect.service === null ? [] : [[`${redirect.namespace}/${redirect.service}`, redirect] as const])));
  if (byService.size === 0) return directory;
  return {
    ...directory,
    service: (namespace, name): ServiceFacts | undefined => {
      const facts = directory.service(namespace, name); const redirect = byService.get(`${namespace}/${name}`);
      return facts === undefined || redirect === undefined ? facts : { ...facts, gap: `${textOf(redirect)} hands it to pods of the sender's own node before policies see it` };
    },
  };
}

/** Addresses that are handed to pods of the sender's own node. */
export function redirectCaveats({ localRedirects }: Redirects): readonly Caveat[] {
  return localRedirects.flatMap((redirect) => (redirect.address === null ? [] : [{
    code: 'ADDRESS_MAY_BE_REWRITTEN', resources: [{ group: 'cilium.io', kind: 'CiliumLocalRedirectPolicy', namespace: redirect.namespace, name: redirect.name }],
    message: `${textOf(redirect)} hands ${redirect.address} to pods of the sender's own node before policies see it; ask about those pods.`,
  } as const]));
}
