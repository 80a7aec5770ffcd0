SELECT (
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'id', 'stu_' || r2."id",
      'marks', CASE WHEN r2."f0" THEN (
        SELECT json_object(
          'nodes', json_group_array(json_object(
            'value', r4."value"
          ))
        )
        FROM (
          SELECT t3."value" AS "value"
          FROM "mark" t3
          WHERE t3."student_id" = r2."id" AND t3."school_id" = r2."school_id"
          ORDER BY t3."value" DESC NULLS LAST, t3."id"
          LIMIT ?1
        ) r4
      ) END
    ))
  )
  FROM (
    SELECT t1."id" AS "id", t1."school_id" AS "school_id", (t1."record_from" <= ?2 AND ?2 < t1."record_until") AS "f0"
    FROM "student" t1
    WHERE t1."school_id" = ?3
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT ?4
  ) r2
) AS "data"
