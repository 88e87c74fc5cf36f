// The five questions of verification papers, answered from the matrix of roles and from what each policy selects and allows.
import { policyExtents } from './policy-extents.mjs';

const FULL_EVERY = 64;

/**
 * Compiles firewalls and asks everything: which containers all others reach, which none of them does, which those of another user
 * reach, which policies another one makes superfluous, which two select a container in common and allow nobody in common.
 * `users` has the number of each endpoint's user, from 0.
 */
export function verify(engine, firewalls, users) {
  const prepared = engine.prepare(firewalls); const view = engine.compilePrepared(firewalls, prepared);
  const matrix = engine.roleMatrix(view); const policies = policyExtents(firewalls, prepared);
  return { view, matrix, ...checkContainers(matrix, view.classes.ofEndpoint, users), ...checkPolicies(policies) };
}

const isSet = (bits, at, start = 0) => ((bits[start + (at >> 5)] >>> (at & 31)) & 1) === 1;

/** The checks of containers, each with itself left out: a list of endpoints for every check. */
function checkContainers({ sources, targets, words, bits }, ofEndpoint, users) {
  const groups = groupByRole(sources, ofEndpoint, users);
  const reached = sightings(words, (visit) => { for (const [role, { weight }] of groups.entries()) visit(bits.subarray(role * words, (role + 1) * words), weight, 0); });
  const missed = sightings(words, (visit) => { for (const [role, { weight }] of groups.entries()) visit(bits.subarray(role * words, (role + 1) * words), weight, ~0); });
  const byUser = reachedByUser(groups, bits, words, reached.once, users.reduce((most, user) => Math.max(most, user + 1), 0));
  const crossed = sightings(words, (visit) => { for (const row of byUser) visit(row, 1, 0); });
  const allReachable = []; const allIsolated = []; const userCrossed = [];
  for (let endpoint = 0; endpoint < ofEndpoint.length; endpoint++) {
    const target = targets.ofClass[ofEndpoint[endpoint]]; const own = sources.ofClass[ofEndpoint[endpoint]] * words;
    // The only one there is may be the container itself.
    if (!isSet(missed.once, target) || (!isSet(missed.twice, target) && !isSet(bits, target, own))) allReachable.push(endpoint);
    if (!isSet(reached.once, target) || (!isSet(reached.twice, target) && isSet(bits, target, own))) allIsolated.push(endpoint);
    if (isSet(crossed.twice, target) || (isSet(crossed.once, target) && !isSet(byUser[users[endpoint]], target))) userCrossed.push(endpoint);
  }
  return { allReachable, allIsolated, userCrossed };
}

/** How many containers send in each role, and of which users. */
function groupByRole({ count, ofClass }, ofEndpoint, users) {
  const groups = Array.from({ length: count }, () => ({ weight: 0, users: new Set() }));
  for (let endpoint = 0; endpoint < ofEndpoint.length; endpoint++) {
    const group = groups[ofClass[ofEndpoint[endpoint]]];
    group.weight++;
    group.users.add(users[endpoint]);
  }
  return groups;
}

/** The columns that some row has (`flip` 0) or lacks (`flip` ~0), counting each row by its weight: once or more, twice or more. */
function sightings(words, visitAll) {
  const once = new Uint32Array(words); const twice = new Uint32Array(words);
  visitAll((row, weight, flip) => {
    if (weight === 0) return;
    const isMore = weight > 1 ? ~0 : 0;
    for (let word = 0; word < words; word++) {
      const seen = row[word] ^ flip;
      twice[word] |= seen & (once[word] | isMore);
      once[word] |= seen;
    }
  });
  return { once, twice };
}

/** What the containers of each user reach; a user that reaches everything that anybody does is not looked at further. */
function reachedByUser(groups, bits, words, anybody, count) {
  const rows = Array.from({ length: count }, () => new Uint32Array(words)); const isFull = new Uint8Array(count);
  for (const [role, { users }] of groups.entries()) {
    for (const user of users) {
      if (isFull[user] === 1) continue;
      const row = rows[user]; const start = role * words;
      for (let word = 0; word < words; word++) row[word] |= bits[start + word];
    }
    if (role % FULL_EVERY === 0) for (let user = 0; user < count; user++) isFull[user] = rows[user].every((word, at) => word === anybody[at]) ? 1 : 0;
  }
  return rows;
}

/** The checks of policies of one direction by pairs: what the second has that the first lacks is nothing; nobody is allowed by both. */
function checkPolicies(policies) {
  const shadowed = []; const conflicting = [];
  for (const [i, a] of policies.entries()) for (const [j, b] of policies.entries()) {
    if (i === j || a.direction !== b.direction) continue;
    if (holds(a.selects, b.selects) && holds(a.allows, b.allows) && meets(b.selects, b.selects)) shadowed.push([a.name, b.name]);
    if (i < j && !meets(a.allows, b.allows) && meets(a.selects, b.selects)) conflicting.push([a.name, b.name]);
  }
  return { shadowed, conflicting };
}

function holds(big, small) {
  for (let word = 0; word < small.length; word++) if ((small[word] & ~big[word]) !== 0) return false;
  return true;
}

function meets(a, b) {
  for (let word = 0; word < a.length; word++) if ((a[word] & b[word]) !== 0) return true;
  return false;
}
