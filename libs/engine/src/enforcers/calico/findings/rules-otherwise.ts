import { parseCidr } from '../../../model/address.ts';
import type { Finding, FindingSeverity } from '../../../model/diagnostic.ts';
import { objectText } from '../../../model/location.ts';
import { reported } from '../../../model/reported.ts';
import { fieldOf } from '../../../resources/observed/agent-container.ts';
import { entitiesIn, rulesIn, type FindingScene, type PlacedRule } from './scene.ts';

const finding = ({ policy }: PlacedRule, code: string, severity: FindingSeverity, pointer: string, message: string): Finding => reported({ code, severity, policy, manifest: policy.manifest, pointer, message: `${objectText(policy)}: ${message}` });

/** Rules that mean something else than they seem to, each by itself. */
export function rulesOtherwise(scene: FindingScene): readonly Finding[] {
  const isFiltering = ['projectcalico.org', 'crd.projectcalico.org'].flatMap((group) => scene.snapshot.observed.objects.get(`${group}/FelixConfiguration`) ?? []).some(({ value }) => Boolean(fieldOf(value, 'spec', 'policySyncPathPrefix')));
  return rulesIn(scene).flatMap((placed) => [
    ...oneFamily(placed),
    ...scene.world.settings.servicesWithoutNamespace === 'nothing' ? withoutNamespace(placed) : [],
    ...placed.rule.http && !isFiltering ? [finding(placed, 'CALICO_HTTP_NOT_FILTERED', 'medium', `${placed.pointer}/http`, `http at ${placed.pointer} is looked at by application layer policy alone; packets pass as if it were not there.`)] : [],
  ]);
}

/** A rule that forbids everything but some prefixes, and forbids nothing of the other family. */
function oneFamily(placed: PlacedRule): readonly Finding[] {
  const { rule, pointer } = placed;
  const ends = entitiesIn(placed);
  if (rule.action === 'Allow' || rule.action === 'Log' || rule.ipVersion || ends.some(({ entity }) => (entity.nets ?? []).length > 0)) return [];
  const families = new Set(ends.flatMap(({ entity }) => entity.notNets ?? []).flatMap((net) => parseCidr(net)?.family ?? []));
  const [family] = families;
  if (families.size !== 1 || family === undefined) return [];
  return [finding(placed, 'CALICO_FAMILY_FIXED', 'medium', pointer, `notNets at ${pointer} has prefixes of IPv${String(family)} alone, which takes the rule out of IPv${family === 4 ? '6' : '4'}: nothing is denied or passed on there.`)];
}

function withoutNamespace(placed: PlacedRule): readonly Finding[] {
  return entitiesIn(placed).flatMap(({ entity, pointer }) => (entity.services?.name && !entity.services.namespace
    ? [finding(placed, 'CALICO_SERVICE_WITHOUT_NAMESPACE', 'high', `${pointer}/services`, `services at ${pointer} has no namespace, and Felix looks it up in none: the rule matches nothing.`)] : []));
}
