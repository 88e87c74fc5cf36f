-- begin
INSERT INTO operation (cluster_id, id, kind, state, owner, token_id) VALUES ($1, $2, $3, 'RUNNING', $4, $5) RETURNING cluster_id AS "clusterId", id AS uuid, kind, state, progress, problem, result_url AS "resultUrl", result_sequence AS "resultSequence", is_unchanged AS "isUnchanged", idempotency_key AS "idempotencyKey", request_fingerprint AS "requestFingerprint", token_id AS "tokenId", expires_at AS "expiresAt", created_at AS "createdAt", updated_at AS "updatedAt";

-- get
SELECT cluster_id AS "clusterId", id AS uuid, kind, state, progress, problem, result_url AS "resultUrl", result_sequence AS "resultSequence", is_unchanged AS "isUnchanged", idempotency_key AS "idempotencyKey", request_fingerprint AS "requestFingerprint", token_id AS "tokenId", expires_at AS "expiresAt", created_at AS "createdAt", updated_at AS "updatedAt" FROM operation WHERE cluster_id = $1 AND id = $2;

-- findByIdempotencyKey
SELECT cluster_id AS "clusterId", id AS uuid, kind, state, progress, problem, result_url AS "resultUrl", result_sequence AS "resultSequence", is_unchanged AS "isUnchanged", idempotency_key AS "idempotencyKey", request_fingerprint AS "requestFingerprint", token_id AS "tokenId", expires_at AS "expiresAt", created_at AS "createdAt", updated_at AS "updatedAt" FROM operation WHERE cluster_id = $1 AND idempotency_key = $2;

-- progress
UPDATE operation SET progress = $3, updated_at = now() WHERE cluster_id = $1 AND id = $2 AND state = 'RUNNING';

-- fail
START TRANSACTION;
UPDATE operation SET state = $3, problem = $4, updated_at = now() WHERE cluster_id = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING');
DELETE FROM snapshot_staging WHERE cluster_id = $1 AND operation_id = $2;
COMMIT;

-- cancel
START TRANSACTION;
UPDATE operation SET state = $3, problem = $4, updated_at = now() WHERE cluster_id = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING');
COMMIT;

-- succeed
START TRANSACTION;
UPDATE operation SET state = 'SUCCEEDED', progress = 1, result_url = $3, expires_at = now() + $4 * interval '1 second', updated_at = now() WHERE cluster_id = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING');
INSERT INTO operation_result (cluster_id, operation_id, media_type, content) VALUES ($1, $2, $3, $4);
COMMIT;

-- answer
SELECT r.media_type AS "mediaType", r.content, o.expires_at <= now() AS "isExpired" FROM operation o LEFT JOIN operation_result r ON r.cluster_id = o.cluster_id AND r.operation_id = o.id AND o.expires_at > now() WHERE o.cluster_id = $1 AND o.id = $2;

-- dropExpired
DELETE FROM operation_result r USING operation o WHERE o.cluster_id = r.cluster_id AND o.id = r.operation_id AND o.expires_at <= now();

-- failAbandoned with nothing abandoned
SELECT DISTINCT owner FROM operation WHERE state IN ('QUEUED', 'RUNNING') AND owner IS DISTINCT FROM $1 ORDER BY owner;

