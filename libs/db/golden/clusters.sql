-- create
INSERT INTO cluster (slug, display_name) VALUES ($1, $2) RETURNING id, slug, display_name AS "displayName", created_at AS "createdAt", enforcement_pin AS "enforcementPin";

-- get
SELECT id, slug, display_name AS "displayName", created_at AS "createdAt", enforcement_pin AS "enforcementPin" FROM cluster WHERE slug = $1;

-- find
SELECT id, slug, display_name AS "displayName", created_at AS "createdAt", enforcement_pin AS "enforcementPin" FROM cluster WHERE slug = $1;

-- byIds
SELECT id, slug, display_name AS "displayName", created_at AS "createdAt", enforcement_pin AS "enforcementPin" FROM cluster WHERE id = ANY($1) ORDER BY slug;

-- list
SELECT t.total, p.* FROM (SELECT count(*)::integer AS total FROM cluster WHERE $1::text[] IS NULL OR slug = ANY($1)) t LEFT JOIN (SELECT true AS "isItem", id, slug, display_name AS "displayName", created_at AS "createdAt", enforcement_pin AS "enforcementPin" FROM cluster WHERE ($1::text[] IS NULL OR slug = ANY($1)) AND ($2::text IS NULL OR slug > $2) ORDER BY slug LIMIT $3) p ON true ORDER BY slug;

-- rename
UPDATE cluster SET display_name = $2 WHERE slug = $1 RETURNING id, slug, display_name AS "displayName", created_at AS "createdAt", enforcement_pin AS "enforcementPin";

-- pinEnforcement
UPDATE cluster SET enforcement_pin = $2 WHERE slug = $1 RETURNING id, slug, display_name AS "displayName", created_at AS "createdAt", enforcement_pin AS "enforcementPin";

-- delete
START TRANSACTION;
DELETE FROM cluster WHERE slug = $1 RETURNING id, slug, display_name AS "displayName", created_at AS "createdAt", enforcement_pin AS "enforcementPin";
DELETE FROM snapshot_staging WHERE cluster_id = $1;
UPDATE api_token SET clusters = array_remove(clusters, $1) WHERE $1 = ANY(clusters);
SELECT pg_notify($1, $2);
COMMIT;

