const CLUSTER = 'bench';

/** What a collector and a person do, over HTTP. */
export function createClient(url, token) {
  const send = async (path, headers, body) => {
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, ...headers }, body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${text.slice(0, 500)}`);
    return JSON.parse(text);
  };
  const json = { 'content-type': 'application/json' };
  return {
    createCluster: () => send('/v1/clusters', json, JSON.stringify({ slug: CLUSTER, displayName: 'Benchmark' })),
    upload: (body) => send(`/v1/clusters/${CLUSTER}/snapshots`, { 'content-type': 'application/x-ndjson', prefer: 'wait=300' }, body),
    ask: async (query, variables) => {
      const { data, errors } = await send('/graphql', json, JSON.stringify({ query, variables }));
      if (errors !== undefined) throw new Error(JSON.stringify(errors).slice(0, 500));
      return data;
    },
  };
}

export const VIEW = `${CLUSTER}@1`;
export const NEXT_VIEW = `${CLUSTER}@2`;

export const WHO = `query ($to: EndpointInput!) {
  whoCanReach(view: "${VIEW}", to: $to, first: 50) { edges { node { ref } reachability { verdict allowed { text } } } pageInfo { hasNextPage } }
}`;
