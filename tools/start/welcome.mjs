// What a person who started the service needs to go on.
// Named, so that a command can be pasted as it is.
const variable = '$POSTERN_TOKEN';

const tokenLines = (token) => (token === undefined
  ? ['  The administrator token was shown at the first start. Another one:', '    npm run -s token -- --name me --scopes ADMIN']
  : [`  Administrator token (shown this once): ${token}`, `    export POSTERN_TOKEN=${token}`]);

/** The closing words of `npm start`. */
export function welcome({ url, administratorToken, dataPlace }) {
  return [
    '', `Postern is ready at ${url}  (GraphQL at ${url}/graphql)`, '',
    ...tokenLines(administratorToken), '',
    '  Try, in another terminal:',
    `    curl -s -H "Authorization: Bearer ${variable}" "${url}/v1/views/shop@latest/who-can-reach?to=deploy:payments/payments-api&limit=20"`,
    `    curl -s -H "Authorization: Bearer ${variable}" "${url}/v1/diff?base=shop@1&target=shop@2"`,
    '    npm run -s postern -- why deploy:orders/checkout deploy:payments/payments-api tcp/8443 --in examples/shop/v2', '',
    `  Ctrl-C stops everything; the data stays in ${dataPlace}.`, '',
  ].join('\n');
}
