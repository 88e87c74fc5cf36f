-- find
SELECT content FROM compiled_view WHERE cluster_id = $1 AND sequence = $2 AND view_digest = $3;

-- save
START TRANSACTION;
INSERT INTO compiled_view (cluster_id, sequence, view_digest, content) SELECT cluster_id, sequence, $3, $4 FROM (SELECT cluster_id, sequence FROM snapshot WHERE cluster_id = $1 AND sequence = $2 AND state = 'READY' FOR KEY SHARE) s ON CONFLICT (cluster_id, sequence, view_digest) DO UPDATE SET content = excluded.content, created_at = now();
COMMIT;

