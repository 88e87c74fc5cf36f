/** The statements of a publication, in their order. `$1` is the cluster, `$2` the operation where staged rows are read, else the new sequence. */

const IDENTITY = 'api_group, kind, namespace, name';
const STAGED = 'snapshot_staging s WHERE s.cluster_id = $1 AND s.operation_id = $2';
const SAME_OBJECT = 's.api_group = r.api_group AND s.kind = r.kind AND s.namespace = r.namespace AND s.name = r.name';
// The unit separator stands in no name that Kubernetes accepts, and the content's digest covers the name again.
const line = (digest: string): string => `concat_ws(E'\\x1f', api_group, kind, namespace, name, is_unreadable, encode(${digest}, 'hex')) || E'\\n'`;

/** `$3` and `$4` are the heads of the digests. */
export const DIGEST_STAGED = `
  SELECT count(*)::integer AS objects,
    sha256(convert_to($3 || coalesce(string_agg(${line('content_digest')}, '' ORDER BY ${IDENTITY}), ''), 'UTF8')) AS "contentDigest",
    sha256(convert_to($4 || coalesce(string_agg(${line('semantic_digest')}, '' ORDER BY ${IDENTITY}), ''), 'UTF8')) AS "semanticDigest"
  FROM ${STAGED}`;

/** `$3` is the new sequence. Ends the rows of objects that are gone or differ. */
export const CLOSE_RESOURCES = `
  UPDATE resource_version r SET last_sequence = $3 - 1
  WHERE r.cluster_id = $1 AND r.last_sequence IS NULL AND NOT EXISTS (
    SELECT FROM ${STAGED} AND ${SAME_OBJECT} AND s.content_digest = r.content_digest AND s.is_unreadable = r.is_unreadable)`;

/** `$3` is the new sequence. After the close, an open row is an unchanged object. */
export const OPEN_RESOURCES = `
  INSERT INTO resource_version (cluster_id, ${IDENTITY}, first_sequence, api_version, content, content_digest, semantic_digest, is_unreadable)
  SELECT cluster_id, ${IDENTITY}, $3, api_version, content, content_digest, semantic_digest, is_unreadable
  FROM ${STAGED} AND NOT EXISTS (SELECT FROM resource_version r WHERE r.cluster_id = $1 AND r.last_sequence IS NULL AND ${SAME_OBJECT})`;

export const CLOSE_TEXTS = `
  UPDATE resource_text r SET last_sequence = $3 - 1
  WHERE r.cluster_id = $1 AND r.last_sequence IS NULL AND NOT EXISTS (SELECT FROM ${STAGED} AND ${SAME_OBJECT} AND s.text = r.text)`;

export const OPEN_TEXTS = `
  INSERT INTO resource_text (cluster_id, ${IDENTITY}, first_sequence, text)
  SELECT cluster_id, ${IDENTITY}, $3, text
  FROM ${STAGED} AND s.text IS NOT NULL AND NOT EXISTS (SELECT FROM resource_text r WHERE r.cluster_id = $1 AND r.last_sequence IS NULL AND ${SAME_OBJECT})`;

/** `$3` is the new sequence, `$4` the version whose locations held until now. Writes a row only where they differ. */
export const WRITE_LOCATIONS = `
  WITH ordered AS (
    SELECT row_number() OVER identities AS place, dense_rank() OVER (ORDER BY file COLLATE "C") - 1 AS file_index, file, document, line, pointer_lines
    FROM ${STAGED} WINDOW identities AS (ORDER BY ${IDENTITY})
  ), steps AS (
    SELECT place, pointer_lines, file_index - lag(file_index, 1, 0::bigint) OVER places AS file_step,
      document - lag(document, 1, 0) OVER places AS document_step, line - lag(line, 1, 0) OVER places AS line_step
    FROM ordered WINDOW places AS (ORDER BY place)
  ), fresh AS (
    SELECT coalesce((SELECT array_agg(DISTINCT file COLLATE "C" ORDER BY file COLLATE "C") FROM ordered), '{}') AS files,
      coalesce(array_agg(file_step::integer ORDER BY place), '{}') AS file_steps,
      coalesce(array_agg(document_step ORDER BY place), '{}') AS document_steps,
      coalesce(array_agg(line_step ORDER BY place), '{}') AS line_steps,
      json_object_agg(place - 1, pointer_lines ORDER BY place) FILTER (WHERE pointer_lines IS NOT NULL) AS pointer_lines
    FROM steps
  )
  INSERT INTO snapshot_location (cluster_id, sequence, files, file_steps, document_steps, line_steps, pointer_lines)
  SELECT $1, $3, files, file_steps, document_steps, line_steps, pointer_lines FROM fresh f
  WHERE NOT EXISTS (
    SELECT FROM snapshot_location l WHERE l.cluster_id = $1 AND l.sequence = $4 AND l.files = f.files AND l.file_steps = f.file_steps
      AND l.document_steps = f.document_steps AND l.line_steps = f.line_steps AND l.pointer_lines::text IS NOT DISTINCT FROM f.pointer_lines::text)`;

/** `$2` is the new sequence, `$3` a JSON list of `{severity, body}`. */
export const WRITE_DIAGNOSTICS = `
  INSERT INTO snapshot_diagnostic (cluster_id, sequence, ordinal, severity, body)
  SELECT $1, $2, d.place - 1, d.severity, d.body
  FROM ROWS FROM (json_to_recordset($3::json) AS (severity smallint, body json)) WITH ORDINALITY AS d (severity, body, place)`;

export const WRITE_SNAPSHOT = `
  INSERT INTO snapshot (cluster_id, sequence, state, content_digest, semantic_digest, captured_at, received_at, ready_at, source_kind, source_agent,
    git_repository, git_commit, git_ref, labels, stats, coverage, parent_sequence, is_changed, location_sequence, diagnostic_sequence, diagnostic_digest)
  VALUES ($1, $2, 'READY', $3, $4, $5, $6, now(), $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`;

/** `$3` is the sequence that the operation gave. */
export const END_OPERATION = `
  UPDATE operation SET state = 'SUCCEEDED', progress = 1, result_sequence = $3, is_unchanged = $4, result_url = $5,
    idempotency_key = $6, request_fingerprint = $7, updated_at = now()
  WHERE cluster_id = $1 AND id = $2`;

export const EMPTY_STAGING = `DELETE FROM ${STAGED}`;
