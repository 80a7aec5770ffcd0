SELECT (
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'title', r2."title",
      'marks', NULL
    ))
  )
  FROM (
    SELECT t1."title" AS "title"
    FROM "order" t1
    ORDER BY t1."title", t1."id"
    LIMIT ?1
  ) r2
) AS "data"
