WITH "mine1" AS (
  SELECT x3."class_id" AS "id"
  FROM "load" x3
  WHERE x3."teacher_id" = ?4
), "mine2" AS (
  SELECT x5."id" AS "id"
  FROM "load" x5
  WHERE x5."teacher_id" = ?4
) SELECT (
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'id', 'stu_' || r2."id",
      'phone', NULL,
      'pin', NULL,
      'marks', CASE WHEN r2."f0" THEN (
        SELECT json_object(
          'totalCount', (
            SELECT count(*)
            FROM "mark" t6
            WHERE t6."student_id" = r2."id" AND t6."school_id" = r2."school_id" AND t6."load_id" IN (
              SELECT mine2."id"
              FROM "mine2" mine2
            )
          )
        )
      ) END,
      'kinships', NULL
    ))
  )
  FROM (
    SELECT t1."id" AS "id", t1."school_id" AS "school_id", (t1."record_from" <= ?1 AND ?1 < t1."record_until") AS "f0", CASE WHEN (t1."record_from" <= ?1 AND ?1 < t1."record_until") THEN t1."name_sort" END AS "k0"
    FROM "student" t1
    WHERE t1."school_id" IN (
      SELECT value
      FROM json_each(?2)
    ) AND (t1."class_id" IN (
      SELECT mine1."id"
      FROM "mine1" mine1
    ) OR EXISTS (
      SELECT 1
      FROM "mark" x4
      WHERE x4."student_id" = t1."id" AND x4."load_id" IN (
        SELECT mine2."id"
        FROM "mine2" mine2
      )
    ))
    ORDER BY "k0" NULLS LAST, t1."id"
    LIMIT ?3
  ) r2
) AS "data"
