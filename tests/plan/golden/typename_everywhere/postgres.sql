SELECT (
  SELECT json_build_object(
    '__typename', 'StudentConnection',
    'edges', coalesce(json_agg(json_build_object(
      '__typename', 'StudentEdge',
      'node', json_build_object(
        '__typename', 'Student',
        'schoolClass', (
          SELECT json_build_object(
            '__typename', 'SchoolClass'
          )
          FROM "class" t3
          WHERE t3."id" = r2."class_id"
        ),
        'withheld', (
          SELECT coalesce(json_agg(kept.one), '[]'::json)
          FROM unnest(ARRAY[]::json[]) AS kept(one)
          WHERE kept.one IS NOT NULL
        )
      )
    )), '[]'::json),
    'pageInfo', json_build_object(
      '__typename', 'PageInfo'
    )
  )
  FROM (
    SELECT t1."class_id" AS "class_id"
    FROM "student" t1
    WHERE t1."school_id" = $1::bigint
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT $2::bigint
  ) r2
)::text AS "data"

SELECT (
  SELECT coalesce(json_agg(json_build_object(
    '__typename', 'StudentSummary',
    'key', json_build_object(
      '__typename', 'StudentKey'
    ),
    'average', json_build_object(
      '__typename', 'StudentAverage'
    )
  )), '[]'::json)
  FROM (
    SELECT g.*
    FROM (
      SELECT r."x0" AS "k0", count(*) AS "n"
      FROM (
        SELECT t1."status" AS "x0"
        FROM "student" t1
        WHERE t1."school_id" = $1::bigint
      ) r
      GROUP BY r."x0"
    ) g
    ORDER BY g."k0" NULLS LAST
    LIMIT 1000
  ) s
)::text AS "data"
