SELECT (
  SELECT json_object(
    '__typename', 'StudentConnection',
    'edges', json_group_array(json_object(
      '__typename', 'StudentEdge',
      'node', json_object(
        '__typename', 'Student',
        'schoolClass', (
          SELECT json_object(
            '__typename', 'SchoolClass'
          )
          FROM "class" t3
          WHERE t3."id" = r2."class_id"
        ),
        'withheld', (
          SELECT json_group_array(json(value))
          FROM json_each(json_array())
          WHERE type <> 'null'
        )
      )
    )),
    'pageInfo', json_object(
      '__typename', 'PageInfo'
    )
  )
  FROM (
    SELECT t1."class_id" AS "class_id"
    FROM "student" t1
    WHERE t1."school_id" = ?1
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT ?2
  ) r2
) AS "data"

SELECT CAST((
  SELECT json_group_array(json_object(
    '__typename', 'StudentSummary',
    'key', json_object(
      '__typename', 'StudentKey'
    ),
    'average', json_object(
      '__typename', 'StudentAverage'
    )
  ))
  FROM (
    SELECT g.*
    FROM (
      SELECT r."x0" AS "k0", count(*) AS "n"
      FROM (
        SELECT t1."status" AS "x0"
        FROM "student" t1
        WHERE t1."school_id" = ?1
      ) r
      GROUP BY r."x0"
    ) g
    ORDER BY g."k0" NULLS LAST
    LIMIT 1000
  ) s
) AS TEXT) AS "data"
