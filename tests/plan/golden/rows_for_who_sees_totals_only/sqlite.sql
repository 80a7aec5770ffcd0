SELECT (
  SELECT json_object(
    'totalCount', 0,
    'nodes', json_array(),
    'pageInfo', json_object(
      'hasNextPage', json(CASE FALSE WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)
    )
  )
) AS "data"

SELECT (
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'name', r2."name",
      'students', (
        SELECT json_object(
          'totalCount', 0
        )
      )
    ))
  )
  FROM (
    SELECT t1."name" AS "name"
    FROM "class" t1
    ORDER BY t1."grade", t1."name", t1."id"
    LIMIT ?1
  ) r2
) AS "data"
