import { VIEW } from './client.mjs';

/** What is asked besides the first page that is timed: the questions over a whole cluster, which must not hold up others. */
export const QUESTIONS = {
  explanation: `query ($view: String!, $from: EndpointInput!, $to: EndpointInput!) {
    canReach(view: $view, from: $from, to: $to) { verdict explanation(detail: ALL) { summary egress { steps { message } } ingress { steps { message } } blockers { fix } } }
  }`,
  'who, whole page': `query ($view: String!, $to: EndpointInput!) {
    whoCanReach(view: $view, to: $to, groupBy: POD, first: 200) { edges { node { ref displayName } reachability { verdict allowed { text rules { protocol ports } } byBasis { specified differences } } } summary { total allowed } }
  }`,
  exposure: `query ($view: String!) { exposure(view: $view, direction: INGRESS, first: 50) { edges { node { endpoint { ref } allowed { text } } } total { value } } }`,
  'totals as a matrix': `query ($view: String!) { matrix(view: $view, rows: { granularity: NAMESPACE, first: 50 }, columns: { granularity: NAMESPACE, first: 50 }) { cells { row column verdict text } rows { total { value } } } }`,
  findings: `query ($view: String!) { findings(view: $view, first: 50) { edges { node { id severity message } } total { value } } }`,
  diff: `query ($view: String!, $target: String!) {
    diff(base: $view, target: $target) { summary { opened closed changed } changes(first: 50) { edges { node { kind from { ref } to { ref } gained { text } causes } } } }
  }`,
};

/** Variables of the question, whatever it names. */
export const variablesOf = (query, [from, to], target) => Object.fromEntries(Object.entries({ view: VIEW, from, to, target }).filter(([name]) => query.includes(`$${name}:`)));
