SELECT (
  SELECT coalesce(json_agg(json_build_object(
    'count', s."n",
    'key', json_build_object(
      'status', CASE s."k0" WHEN 'on roll''s' THEN 'ON_ROLL' ELSE s."k0" END,
      'exempt', s."k1",
      'bornOn', NULL
    ),
    'average', json_build_object(
      'weight', trim_scale(s."m0" / 1000.0)
    )
  )), '[]'::json)
  FROM (
    SELECT g.*
    FROM (
      SELECT c.*, coalesce(sum(CASE WHEN c."n" < 5 THEN c."n" ELSE 0 END) OVER (), 0) AS "hidden", row_number() OVER (ORDER BY CASE WHEN c."n" < 5 THEN 1 ELSE 0 END, c."n", c."k0" NULLS LAST, c."k1" NULLS LAST) AS "rank"
      FROM (
        SELECT t1."status" AS "k0", CASE WHEN (t1."health_from" <= $1::bigint AND (t1."health_until" IS NULL OR $1::bigint < t1."health_until")) THEN t1."exempt" END AS "k1", count(*) AS "n", div(sum(CASE WHEN (t1."health_from" <= $1::bigint AND (t1."health_until" IS NULL OR $1::bigint < t1."health_until")) THEN t1."weight" END) * 1 + count(CASE WHEN (t1."health_from" <= $1::bigint AND (t1."health_until" IS NULL OR $1::bigint < t1."health_until")) THEN t1."weight" END) / 2, nullif(count(CASE WHEN (t1."health_from" <= $1::bigint AND (t1."health_until" IS NULL OR $1::bigint < t1."health_until")) THEN t1."weight" END), 0))::bigint AS "m0"
        FROM "student" t1
        WHERE t1."school_id" = $2::bigint
        GROUP BY t1."status", CASE WHEN (t1."health_from" <= $1::bigint AND (t1."health_until" IS NULL OR $1::bigint < t1."health_until")) THEN t1."exempt" END
        HAVING count(*) > 0
      ) c
    ) g
    WHERE g."n" >= $3::bigint
    ORDER BY g."k0" NULLS LAST, g."k1" NULLS LAST
    LIMIT 1000
  ) s
)::text AS "data"
