SELECT (
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'id', 'stu_' || r2."id",
      'phone', CASE WHEN r2."f0" THEN r2."phone" END,
      'schoolClass', (
        SELECT json_object(
          'name', t3."name"
        )
        FROM "class" t3
        WHERE t3."id" = r2."class_id"
      )
    ))
  )
  FROM (
    SELECT t1."id" AS "id", t1."phone" AS "phone", t1."class_id" AS "class_id", (t1."record_from" <= ?1 AND ?1 < t1."record_until") AS "f0"
    FROM "student" t1
    WHERE t1."school_id" = ?2
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT ?3
  ) r2
) AS "data"
