-- resolve latest
SELECT cluster_id AS "clusterId", sequence, state, content_digest AS "contentDigest", semantic_digest AS "semanticDigest", captured_at AS "capturedAt", received_at AS "receivedAt", ready_at AS "readyAt", source_kind AS "sourceKind", source_agent AS agent, git_repository AS "gitRepository", git_commit AS "gitCommit", git_ref AS "gitRef", labels, stats, coverage, is_pinned AS "isPinned", parent_sequence AS "parentSequence", is_changed AS "isChanged" FROM snapshot WHERE cluster_id = $1 AND state = 'READY' ORDER BY sequence DESC LIMIT 1;

-- resolve sequence
SELECT cluster_id AS "clusterId", sequence, state, content_digest AS "contentDigest", semantic_digest AS "semanticDigest", captured_at AS "capturedAt", received_at AS "receivedAt", ready_at AS "readyAt", source_kind AS "sourceKind", source_agent AS agent, git_repository AS "gitRepository", git_commit AS "gitCommit", git_ref AS "gitRef", labels, stats, coverage, is_pinned AS "isPinned", parent_sequence AS "parentSequence", is_changed AS "isChanged" FROM snapshot WHERE cluster_id = $1 AND sequence = $2;

-- resolve digest
SELECT cluster_id AS "clusterId", sequence, state, content_digest AS "contentDigest", semantic_digest AS "semanticDigest", captured_at AS "capturedAt", received_at AS "receivedAt", ready_at AS "readyAt", source_kind AS "sourceKind", source_agent AS agent, git_repository AS "gitRepository", git_commit AS "gitCommit", git_ref AS "gitRef", labels, stats, coverage, is_pinned AS "isPinned", parent_sequence AS "parentSequence", is_changed AS "isChanged" FROM snapshot WHERE cluster_id = $1 AND content_digest = $2 ORDER BY state = 'READY' DESC, sequence DESC LIMIT 1;

-- resolve time
SELECT cluster_id AS "clusterId", sequence, state, content_digest AS "contentDigest", semantic_digest AS "semanticDigest", captured_at AS "capturedAt", received_at AS "receivedAt", ready_at AS "readyAt", source_kind AS "sourceKind", source_agent AS agent, git_repository AS "gitRepository", git_commit AS "gitCommit", git_ref AS "gitRef", labels, stats, coverage, is_pinned AS "isPinned", parent_sequence AS "parentSequence", is_changed AS "isChanged" FROM snapshot WHERE cluster_id = $1 AND captured_at <= $2 ORDER BY captured_at DESC, sequence DESC LIMIT 1;

-- resolveNamed
SELECT c.slug, c.display_name AS "displayName", c.created_at AS "createdAt", c.enforcement_pin AS "enforcementPin", s.* FROM cluster c CROSS JOIN LATERAL (SELECT cluster_id AS "clusterId", sequence, state, content_digest AS "contentDigest", semantic_digest AS "semanticDigest", captured_at AS "capturedAt", received_at AS "receivedAt", ready_at AS "readyAt", source_kind AS "sourceKind", source_agent AS agent, git_repository AS "gitRepository", git_commit AS "gitCommit", git_ref AS "gitRef", labels, stats, coverage, is_pinned AS "isPinned", parent_sequence AS "parentSequence", is_changed AS "isChanged" FROM snapshot WHERE cluster_id = c.id AND sequence = $2) s WHERE c.slug = $1;

-- latestOf
SELECT s.* FROM unnest($1::integer[]) AS c (id) CROSS JOIN LATERAL ( SELECT cluster_id AS "clusterId", sequence, state, content_digest AS "contentDigest", semantic_digest AS "semanticDigest", captured_at AS "capturedAt", received_at AS "receivedAt", ready_at AS "readyAt", source_kind AS "sourceKind", source_agent AS agent, git_repository AS "gitRepository", git_commit AS "gitCommit", git_ref AS "gitRef", labels, stats, coverage, is_pinned AS "isPinned", parent_sequence AS "parentSequence", is_changed AS "isChanged" FROM snapshot WHERE cluster_id = c.id AND state = 'READY' ORDER BY sequence DESC LIMIT 1) s;

-- bySequences
SELECT cluster_id AS "clusterId", sequence, state, content_digest AS "contentDigest", semantic_digest AS "semanticDigest", captured_at AS "capturedAt", received_at AS "receivedAt", ready_at AS "readyAt", source_kind AS "sourceKind", source_agent AS agent, git_repository AS "gitRepository", git_commit AS "gitCommit", git_ref AS "gitRef", labels, stats, coverage, is_pinned AS "isPinned", parent_sequence AS "parentSequence", is_changed AS "isChanged" FROM snapshot WHERE cluster_id = $1 AND sequence = ANY($2) ORDER BY sequence;

-- list
SELECT t.total, p.* FROM (SELECT count(*)::integer AS total FROM snapshot WHERE cluster_id = $1 AND state = 'READY' AND ($2::timestamptz IS NULL OR captured_at >= $2) AND ($3::timestamptz IS NULL OR captured_at <= $3) AND ($4 IS FALSE OR is_changed) AND ($5::text IS NULL OR (labels ->> $5 IS NOT NULL AND ($6::text IS NULL OR labels ->> $5 = $6)))) t LEFT JOIN (SELECT true AS "isItem", cluster_id AS "clusterId", sequence, state, content_digest AS "contentDigest", semantic_digest AS "semanticDigest", captured_at AS "capturedAt", received_at AS "receivedAt", ready_at AS "readyAt", source_kind AS "sourceKind", source_agent AS agent, git_repository AS "gitRepository", git_commit AS "gitCommit", git_ref AS "gitRef", labels, stats, coverage, is_pinned AS "isPinned", parent_sequence AS "parentSequence", is_changed AS "isChanged" FROM snapshot WHERE (cluster_id = $1 AND state = 'READY' AND ($2::timestamptz IS NULL OR captured_at >= $2) AND ($3::timestamptz IS NULL OR captured_at <= $3) AND ($4 IS FALSE OR is_changed) AND ($5::text IS NULL OR (labels ->> $5 IS NOT NULL AND ($6::text IS NULL OR labels ->> $5 = $6)))) AND ($7::integer IS NULL OR sequence < $7) ORDER BY sequence DESC LIMIT $8) p ON true ORDER BY sequence DESC;

-- objectsAt
START TRANSACTION;
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
SELECT s.state, l.files, array_to_string(l.file_steps, ',') AS "fileSteps", array_to_string(l.document_steps, ',') AS "documentSteps", array_to_string(l.line_steps, ',') AS "lineSteps", l.pointer_lines AS "pointerLines" FROM snapshot s LEFT JOIN snapshot_location l ON l.cluster_id = s.cluster_id AND l.sequence = s.location_sequence WHERE s.cluster_id = $1 AND s.sequence = $2;
SELECT api_group, kind, namespace, name, api_version, content::text, is_unreadable FROM resource_version WHERE cluster_id = $1 AND first_sequence <= $2 AND (last_sequence IS NULL OR last_sequence >= $2) ORDER BY api_group, kind, namespace, name;
ROLLBACK;

-- policyText
SELECT text FROM resource_text WHERE cluster_id = $1 AND api_group = $3 AND kind = $4 AND namespace = $5 AND name = $6 AND first_sequence <= $2 AND (last_sequence IS NULL OR last_sequence >= $2);

-- changesBetween
WITH earlier AS ( SELECT api_group, kind, namespace, name, content, content_digest, semantic_digest, is_unreadable FROM resource_version WHERE cluster_id = $1 AND first_sequence <= $2 AND (last_sequence IS NULL OR last_sequence >= $2) AND last_sequence >= $2 AND last_sequence < $3 ), later AS ( SELECT api_group, kind, namespace, name, content, content_digest, semantic_digest, is_unreadable FROM resource_version WHERE cluster_id = $1 AND first_sequence <= $3 AND (last_sequence IS NULL OR last_sequence >= $3) AND first_sequence > $2 AND first_sequence <= $3 ) SELECT api_group AS "group", kind, namespace, name, e.content::text AS earlier, l.content::text AS later, (e.semantic_digest, e.is_unreadable) IS DISTINCT FROM (l.semantic_digest, l.is_unreadable) AS "isSemantic" FROM earlier e FULL JOIN later l USING (api_group, kind, namespace, name) WHERE (e.content_digest, e.is_unreadable) IS DISTINCT FROM (l.content_digest, l.is_unreadable) ORDER BY api_group, kind, namespace, name;
SELECT sequence, state FROM snapshot WHERE cluster_id = $1 AND sequence = ANY($2);

-- diagnostics
SELECT t.total, p.* FROM (SELECT count(*)::integer AS total FROM snapshot s JOIN snapshot_diagnostic d ON d.cluster_id = s.cluster_id AND d.sequence = s.diagnostic_sequence WHERE s.cluster_id = $1 AND s.sequence = $2 AND s.state = 'READY' AND d.severity >= $3) t LEFT JOIN (SELECT true AS "isItem", d.ordinal, d.body FROM snapshot s JOIN snapshot_diagnostic d ON d.cluster_id = s.cluster_id AND d.sequence = s.diagnostic_sequence WHERE (s.cluster_id = $1 AND s.sequence = $2 AND s.state = 'READY' AND d.severity >= $3) AND ($4::integer IS NULL OR d.ordinal > $4) ORDER BY ordinal LIMIT $5) p ON true ORDER BY ordinal;

-- pin
UPDATE snapshot SET is_pinned = $3 AND state = 'READY' WHERE cluster_id = $1 AND sequence = $2 RETURNING cluster_id AS "clusterId", sequence, state, content_digest AS "contentDigest", semantic_digest AS "semanticDigest", captured_at AS "capturedAt", received_at AS "receivedAt", ready_at AS "readyAt", source_kind AS "sourceKind", source_agent AS agent, git_repository AS "gitRepository", git_commit AS "gitCommit", git_ref AS "gitRef", labels, stats, coverage, is_pinned AS "isPinned", parent_sequence AS "parentSequence", is_changed AS "isChanged";

-- expire
START TRANSACTION;
SET LOCAL statement_timeout = 0;
SELECT pg_advisory_xact_lock($1, $2);
SELECT state, is_pinned AS "isPinned" FROM snapshot WHERE cluster_id = $1 AND sequence = $2 FOR UPDATE;
UPDATE snapshot SET state = 'EXPIRED' WHERE cluster_id = $1 AND sequence = $2;
DELETE FROM resource_version r WHERE r.cluster_id = $1 AND r.first_sequence <= $2 AND (r.last_sequence IS NULL OR r.last_sequence >= $2) AND NOT EXISTS ( SELECT FROM snapshot s WHERE s.cluster_id = $1 AND s.state = 'READY' AND s.sequence BETWEEN r.first_sequence AND coalesce(r.last_sequence, s.sequence));
DELETE FROM resource_text r WHERE r.cluster_id = $1 AND r.first_sequence <= $2 AND (r.last_sequence IS NULL OR r.last_sequence >= $2) AND NOT EXISTS ( SELECT FROM snapshot s WHERE s.cluster_id = $1 AND s.state = 'READY' AND s.sequence BETWEEN r.first_sequence AND coalesce(r.last_sequence, s.sequence));
DELETE FROM snapshot_location r USING snapshot e WHERE e.cluster_id = $1 AND e.sequence = $2 AND r.cluster_id = $1 AND r.sequence = e.location_sequence AND NOT EXISTS ( SELECT FROM snapshot s WHERE s.cluster_id = $1 AND s.state = 'READY' AND s.location_sequence = r.sequence);
DELETE FROM snapshot_diagnostic r USING snapshot e WHERE e.cluster_id = $1 AND e.sequence = $2 AND r.cluster_id = $1 AND r.sequence = e.diagnostic_sequence AND NOT EXISTS ( SELECT FROM snapshot s WHERE s.cluster_id = $1 AND s.state = 'READY' AND s.diagnostic_sequence = r.sequence);
DELETE FROM compiled_view WHERE cluster_id = $1 AND sequence = $2;
SELECT pg_notify($1, $2);
COMMIT;

