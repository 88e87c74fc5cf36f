import { source } from './source.mjs';

const { layered } = await source('enforced/layers.ts');
const { lowerReference } = await source('enforcers/reference/lower.ts');
const { lowerAs } = await source('enforcers/registry.ts');
const { isSameObject } = await source('model/location.ts');
const { readTexts } = await source('read/session.ts');
const { buildSnapshot } = await source('read/snapshot/build-snapshot.ts');
const { calicoObject, globalPolicy, tierObject } = await source('testing/calico-world.ts');
const { cidrGroupOf } = await source('testing/cilium-world.ts');
const { policiesOf, randomClusterNetworkPolicy, randomNetworkPolicy, randomRule } = await source('testing/random-cilium.ts');
const { randomFirewalls } = await source('testing/random-firewalls.ts');
const { randomManifests } = await source('testing/random-manifests.ts');
const { createRandom } = await source('testing/random.ts');
const { CAST } = await source('testing/world.ts');

const snapshotOf = (text) => {
  const read = readTexts([{ file: 'world.yaml', text }]);
  return buildSnapshot(read.objects, read.coverage).snapshot;
};

const CALICO_SELECTORS = ['all()', 'app == "web"', 'app != "web"', 'has(tier)', '!has(run)', 'app in {"db", "api"}'];
const CALICO_ENTITIES = ['{selector: "app == \'web\'"}', '{selector: "!has(run)"}', '{nets: [10.0.0.0/8], notNets: [10.0.2.0/24]}', '{nets: [203.0.113.0/24]}', '{namespaceSelector: "team == \'red\'"}', '{}'];

function calicoRule(random, isIngress) {
  const peer = `${isIngress ? 'source' : 'destination'}: ${random.pick(CALICO_ENTITIES)}`;
  const ports = isIngress && random.chance(0.5) ? `, protocol: ${random.pick(['TCP', 'UDP'])}, destination: {ports: [${random.pick(['80', '81:84', 'http', 'sql'])}]}` : '';
  return `{action: ${random.pick(['Allow', 'Deny', 'Pass', 'Pass'])}, ${peer}${ports}}`;
}

function calicoTexts(random) {
  const tiers = ['front', 'middle'].map((name, index) => tierObject(name, 100 * (index + 1), random.chance(0.3) ? 'defaultAction: Pass' : ''));
  const policies = random.times(1, 6, (index) => {
    const tier = random.pick(['front', 'middle', 'default']);
    const rules = (isIngress) => random.times(0, 3, () => calicoRule(random, isIngress)).join(', ');
    const subject = random.pick(CALICO_SELECTORS).replaceAll('"', "'");
    return globalPolicy(`${tier}.p${index}`, `tier: ${tier}, order: ${random.below(4)}, selector: "${subject}", types: [Ingress, Egress], ingress: [${rules(true)}], egress: [${rules(false)}]`);
  });
  return [CAST, ...tiers, ...policies, ...(random.chance(0.4) ? [randomNetworkPolicy(random)] : []), ...(random.chance(0.3) ? [calicoObject('GlobalNetworkSet', 'office', 'nets: [203.0.113.0/24]')] : [])];
}

function ciliumTexts(random) {
  return [
    CAST, cidrGroupOf('office', 'role: office', '203.0.113.0/24'), ...policiesOf(random.times(1, 5, () => randomRule(random))), ...random.times(0, 1, () => randomNetworkPolicy(random)),
    ...random.times(0, 2, (index) => randomClusterNetworkPolicy(random, `c${index}`)),
  ];
}

/** Two enforcers in front of the endpoints of the first. */
function layers(seed) {
  const first = randomFirewalls(seed); const second = randomFirewalls(seed ^ 0x55aa);
  return layered([first, { ...first, tiers: second.tiers }]);
}

/** A snapshot under an enforcer, and what becomes of it when one policy is not there. */
const lowered = (snapshot, lower) => ({
  firewalls: lower(snapshot),
  without: (policy) => lower({ ...snapshot, policies: snapshot.policies.filter((each) => !isSameObject(each, policy)) }),
});

const of = (lower, texts) => (seed) => lowered(snapshotOf(texts(createRandom(seed)).join('\n---\n')), lower);

/** Worlds of manifests, whose policies can be taken away one by one. */
export const MANIFESTS = {
  reference(seed) {
    const { text, settings } = randomManifests(seed);
    return lowered(snapshotOf(text), (snapshot) => lowerReference(snapshot, settings));
  },
  cilium: of((snapshot) => lowerAs(snapshot, { name: 'cilium', version: '1.20.2' }, {}), ciliumTexts),
  calico: of((snapshot) => lowerAs(snapshot, { name: 'calico', version: null }, {}), calicoTexts),
};

/** Worlds by dialect: firewalls that a seed determines. */
export const DIALECTS = {
  normalForm: (seed) => randomFirewalls(seed),
  reference: (seed) => MANIFESTS.reference(seed).firewalls,
  cilium: (seed) => MANIFESTS.cilium(seed).firewalls,
  calico: (seed) => MANIFESTS.calico(seed).firewalls,
  layers,
};
