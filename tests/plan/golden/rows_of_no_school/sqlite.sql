SELECT (
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'title', r2."title",
      'marks', CASE WHEN r2."f0" THEN (
        SELECT json_object(
          'nodes', json_group_array(json_object(
            'id', 'mrk_' || r4."id"
          ))
        )
        FROM (
          SELECT t3."id" AS "id", CASE WHEN EXISTS (
            SELECT 1
            FROM "student" x5
            WHERE x5."id" = t3."student_id" AND x5."record_from" <= ?1 AND ?1 < x5."record_until"
          ) THEN t3."given_at" END AS "k0"
          FROM "mark" t3
          WHERE t3."topic_id" = r2."id" AND t3."school_id" = ?2
          ORDER BY "k0" NULLS LAST, t3."id"
          LIMIT ?3
        ) r4
      ) END
    ))
  )
  FROM (
    SELECT t1."title" AS "title", t1."id" AS "id", t1."school_id" = ?2 AS "f0"
    FROM "order" t1
    ORDER BY t1."title", t1."id"
    LIMIT ?4
  ) r2
) AS "data"
