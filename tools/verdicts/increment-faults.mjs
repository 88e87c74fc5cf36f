import { ENGINE } from './compare.mjs';

const ANY_PEER = 0;
const NOBODY = new Int32Array(0);

/** An engine in which versions that come out of changes are not what they should be: `faults` make the view of each. */
const changing = (faults) => ({ ...ENGINE, parts: ['increments'], dialects: ['normalForm'], open: (firewalls) => versionOf(opened(firewalls), null, faults) });

function versionOf(live, view, faults) {
  const next = (name) => (change) => {
    const after = live[name](change);
    // Where all was compiled anew nothing is worked in.
    const isAnew = after.view.atoms !== live.view.atoms;
    return versionOf(after, isAnew ? null : faults[name]?.({ live, change, after }) ?? null, faults);
  };
  return { view: view ?? live.view, changeEndpoints: next('changeEndpoints'), changeRules: next('changeRules') };
}

/** What was there when a view was opened. */
let compiled = -1; let known = new Set();

function opened(firewalls) {
  const live = ENGINE.open(firewalls);
  compiled = lastClass(live.view); known = new Set(firewalls.endpoints.map(({ ref }) => ref));
  return live;
}

const lastClass = ({ classes }) => classes.ofEndpoint.reduce((most, id) => Math.max(most, id), -1);
/** Classes that endpoints of a version have and no number of the one before. */
const freshIn = (live, after) => { const last = lastClass(live.view); return new Set(after.view.classes.ofEndpoint.filter((id) => id > last)); };
const withSets = (view, sets) => ({ ...view, peerSets: { ...view.peerSets, ...sets }, programs: { ...view.programs } });
const leavingOut = (view, isOut) => withSets(view, {
  has: (id, slot) => id === ANY_PEER || (!isOut(slot) && view.peerSets.has(id, slot)),
  membersOf: (id) => view.peerSets.membersOf(id).filter((slot) => !isOut(slot)),
  holdersOf: (slot) => (isOut(slot) ? NOBODY : view.peerSets.holdersOf(slot)),
});
/** One class is in the peer sets of another besides its own. */
const joining = (view, id, other) => withSets(view, {
  has: (set, slot) => view.peerSets.has(set, slot) || (slot === id && view.peerSets.has(set, other)),
  membersOf(set) { const members = view.peerSets.membersOf(set); return !members.includes(other) || members.includes(id) ? members : Int32Array.from([...members, id]).sort(); },
  holdersOf: (slot) => (slot === id ? Int32Array.from(new Set([...view.peerSets.holdersOf(id), ...view.peerSets.holdersOf(other)])).sort() : view.peerSets.holdersOf(slot)),
});
const withClasses = (view, ofEndpoint) => ({ ...view, classes: { ...view.classes, ofEndpoint, classAt: (index) => ofEndpoint[index] } });
const withPrograms = (view, change) => ({ ...view, programs: { egress: { ...view.programs.egress, ofClass: change(view.programs.egress.ofClass) }, ingress: { ...view.programs.ingress, ofClass: change(view.programs.ingress.ofClass) } } });

/** What comes is classified as if it were something else. */
const standingIn = (pick) => changing({
  changeEndpoints({ live, change, after }) {
    const { view } = live.changeEndpoints({ ...change, added: change.added.map((endpoint) => ({ ...endpoint, ...pick(endpoint, live.view.firewalls.endpoints) })) });
    return { ...view, firewalls: after.view.firewalls };
  },
});
const sameLabels = ({ labels }, endpoints) => endpoints.filter((other) => JSON.stringify(other.labels) === JSON.stringify(labels)).at(-1);
/** The rules that come are worked in otherwise. */
const rewriting = (rewrite) => changing({
  changeRules({ live, change, after }) {
    const { view } = live.changeRules(rewrite(change, live.view.firewalls.tiers));
    return { ...view, firewalls: after.view.firewalls };
  },
});

/** Engines with a fault in what changes make, by what is wrong with them. */
export const INCREMENT_FAULTS = {
  'the half of a split class is in no peer set': changing({ changeRules({ live, after }) { const fresh = freshIn(live, after); return leavingOut(after.view, (slot) => fresh.has(slot)); } }),
  'the half of a split class has no rules': changing({
    changeRules({ live, after }) {
      const fresh = freshIn(live, after);
      return withPrograms(after.view, (ofClass) => ofClass.map((program, id) => (fresh.has(id) ? ofClass.at(-1) : program)));
    },
  }),
  'a class that is new is in no peer set': changing({ changeEndpoints({ live, after }) { const fresh = freshIn(live, after); return leavingOut(after.view, (slot) => fresh.has(slot)); } }),
  'a new class takes the place of one that nobody is in any more, and its peer sets': changing({
    changeEndpoints({ live, after }) {
      const left = new Set(live.view.classes.ofEndpoint);
      for (const id of after.view.classes.ofEndpoint) left.delete(id);
      const [id] = freshIn(live, after); const [old] = left;
      return id === undefined || old === undefined ? null : joining(after.view, id, old);
    },
  }),
  'addresses are left out of what a class is found by': standingIn((endpoint, all) => { const { addresses, areAddressesKnown } = sameLabels(endpoint, all) ?? endpoint; return { addresses, areAddressesKnown }; }),
  'a class is found by labels alone': standingIn((endpoint, all) => {
    const { addresses, areAddressesKnown, families, isHost, isGoverned, ports } = sameLabels(endpoint, all) ?? endpoint;
    return { addresses, areAddressesKnown, families, isHost, isGoverned, ports };
  }),
  'names of ports are left out of what a class is found by': standingIn((endpoint, all) => ({ ports: (sameLabels(endpoint, all) ?? endpoint).ports })),
  'labels that are not known count as not there in what comes': standingIn(() => ({ unknownLabelPrefix: undefined })),
  'the programs of removed rules are kept': changing({ changeRules: ({ live, change, after }) => (change.some(({ removed }) => removed > 0) ? { ...after.view, programs: { ...live.view.programs } } : null) }),
  'isolation stays when its rule goes': rewriting((changes, tiers) => changes.map((each) => ({
    ...each, inserted: [...each.inserted, ...tiers[each.direction][each.tier].rules.slice(each.at, each.at + each.removed).filter(({ role }) => role === 'isolation')],
  }))),
  'a rule that comes stands in front of all others': rewriting((changes) => changes.flatMap((each) => [{ ...each, at: 0, removed: 0 }, { ...each, inserted: [] }])),
  'endpoints behind one that went keep their old positions': changing({
    changeEndpoints({ live, change, after }) {
      const { ofEndpoint } = live.view.classes;
      return change.removed.length === 0 ? null : withClasses(after.view, after.view.classes.ofEndpoint.map((id, index) => ofEndpoint[index] ?? id));
    },
  }),
  'what came late is not told apart by what new rules ask': changing({
    changeRules({ live, after }) {
      const { ofEndpoint } = live.view.classes;
      return withClasses(after.view, after.view.classes.ofEndpoint.map((id, index) => (known.has(live.view.firewalls.endpoints.at(index).ref) ? id : ofEndpoint[index])));
    },
  }),
  'a change writes into the version before it': changing({
    changeRules({ live, after }) {
      for (const direction of ['egress', 'ingress']) {
        const { ofClass, count } = live.view.programs[direction];
        ofClass.set(after.view.programs[direction].ofClass.map((program, id) => (program < count ? program : ofClass[id])));
      }
      return null;
    },
  }),
  'a version that is loaded has forgotten what came late': {
    ...ENGINE, parts: ['increments'], dialects: ['normalForm'], open: opened,
    load: (view) => ENGINE.load(leavingOut(view, (slot) => slot > compiled && slot < view.classes.count)),
  },
};
