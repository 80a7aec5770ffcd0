SELECT (
  SELECT json_build_object(
    'totalCount', 0,
    'nodes', json_build_array(),
    'pageInfo', json_build_object(
      'hasNextPage', FALSE
    )
  )
)::text AS "data"

SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'name', r2."name",
      'students', (
        SELECT json_build_object(
          'totalCount', 0
        )
      )
    )), '[]'::json)
  )
  FROM (
    SELECT t1."name" AS "name"
    FROM "class" t1
    ORDER BY t1."grade", t1."name", t1."id"
    LIMIT $1::bigint
  ) r2
)::text AS "data"
