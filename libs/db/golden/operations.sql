-- begin
INSERT INTO operation (cluster_id, id, kind, state, owner) VALUES ($1, $2, $3, 'RUNNING', $4) RETURNING cluster_id AS "clusterId", id AS uuid, kind, state, progress, problem, result_url AS "resultUrl", result_sequence AS "resultSequence", is_unchanged AS "isUnchanged", idempotency_key AS "idempotencyKey", request_fingerprint AS "requestFingerprint", created_at AS "createdAt", updated_at AS "updatedAt";

-- get
SELECT cluster_id AS "clusterId", id AS uuid, kind, state, progress, problem, result_url AS "resultUrl", result_sequence AS "resultSequence", is_unchanged AS "isUnchanged", idempotency_key AS "idempotencyKey", request_fingerprint AS "requestFingerprint", created_at AS "createdAt", updated_at AS "updatedAt" FROM operation WHERE cluster_id = $1 AND id = $2;

-- findByIdempotencyKey
SELECT cluster_id AS "clusterId", id AS uuid, kind, state, progress, problem, result_url AS "resultUrl", result_sequence AS "resultSequence", is_unchanged AS "isUnchanged", idempotency_key AS "idempotencyKey", request_fingerprint AS "requestFingerprint", created_at AS "createdAt", updated_at AS "updatedAt" FROM operation WHERE cluster_id = $1 AND idempotency_key = $2;

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

-- failAbandoned with nothing abandoned
SELECT DISTINCT owner FROM operation WHERE state IN ('QUEUED', 'RUNNING') AND owner IS DISTINCT FROM $1 ORDER BY owner;

