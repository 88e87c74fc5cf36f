// A token for the start itself, which knows no other after the first one.
const MINUTE_MS = 60_000;

export async function withShortLivedToken(url, work) {
  const { openStorage } = await import('@postern/db');
  const storage = await openStorage({ url, applicationName: 'postern start', poolSize: 1, withSession: false });
  try {
    const { token, text } = await storage.tokens.create({ name: 'npm start', scopes: ['ADMIN'], clusters: ['*'], expiresAt: new Date(Date.now() + 10 * MINUTE_MS) });
    try { return await work(text); } finally { await storage.tokens.revoke(token.id); }
  } finally { await storage.close(); }
}
