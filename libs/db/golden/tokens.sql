-- create
INSERT INTO api_token (id, name, secret_digest, scopes, clusters, expires_at, is_initial) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id, name, scopes, clusters, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt";

-- createFirstAdministrator
INSERT INTO api_token (id, name, secret_digest, scopes, clusters, expires_at, is_initial) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id, name, scopes, clusters, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt";

-- authenticate, first use
SELECT id, name, scopes, clusters, secret_digest AS "secretDigest", revoked_at IS NOT NULL AS "isRevoked", CASE WHEN expires_at <= now() THEN expires_at END AS "expiredAt", last_used_at IS NULL OR last_used_at < now() - interval '1 minute' AS "isUseDue" FROM api_token WHERE id = $1;
UPDATE api_token SET last_used_at = now() WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute');

-- authenticate, used within the minute
SELECT id, name, scopes, clusters, secret_digest AS "secretDigest", revoked_at IS NOT NULL AS "isRevoked", CASE WHEN expires_at <= now() THEN expires_at END AS "expiredAt", last_used_at IS NULL OR last_used_at < now() - interval '1 minute' AS "isUseDue" FROM api_token WHERE id = $1;

-- get
SELECT id, name, scopes, clusters, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt" FROM api_token WHERE id = $1;

-- list
SELECT t.total, p.* FROM (SELECT count(*)::integer AS total FROM api_token WHERE true) t LEFT JOIN (SELECT true AS "isItem", id, name, scopes, clusters, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt" FROM api_token WHERE (true) AND ($1::text IS NULL OR (created_at, id) < (SELECT created_at, id FROM api_token WHERE id = $1)) ORDER BY "createdAt" DESC, id DESC LIMIT $2) p ON true ORDER BY "createdAt" DESC, id DESC;

-- revoke
UPDATE api_token SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1 RETURNING id, name, scopes, clusters, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt";

