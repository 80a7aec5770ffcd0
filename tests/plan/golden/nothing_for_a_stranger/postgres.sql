SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'title', r2."title",
      'marks', NULL
    )), '[]'::json)
  )
  FROM (
    SELECT t1."title" AS "title"
    FROM "order" t1
    ORDER BY t1."title", t1."id"
    LIMIT $1::bigint
  ) r2
)::text AS "data"
