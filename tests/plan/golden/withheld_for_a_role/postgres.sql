SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'id', ('stu_' || r2."id"::text),
      'phone', NULL,
      'pin', NULL,
      'marks', CASE WHEN r2."f0" THEN (
        SELECT json_build_object(
          'totalCount', (
            SELECT count(*)
            FROM "mark" t6
            WHERE (t6."student_id" = r2."id" AND t6."school_id" = r2."school_id" AND t6."load_id" IN (
              SELECT x8."id"
              FROM "load" x8
              WHERE x8."teacher_id" = $1::bigint
            ))
          )
        )
      ) END,
      'kinships', NULL
    )), '[]'::json)
  )
  FROM (
    SELECT t1."id" AS "id", t1."school_id" AS "school_id", (t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until") AS "f0", CASE WHEN (t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until") THEN t1."name_sort" END AS "k0"
    FROM "student" t1
    WHERE (t1."school_id" = ANY ($3::bigint[]) AND (t1."class_id" IN (
      SELECT x3."class_id"
      FROM "load" x3
      WHERE x3."teacher_id" = $1::bigint
    ) OR EXISTS (
      SELECT 1
      FROM "mark" x4
      WHERE (x4."student_id" = t1."id" AND x4."load_id" IN (
        SELECT x5."id"
        FROM "load" x5
        WHERE x5."teacher_id" = $1::bigint
      ))
    )))
    ORDER BY "k0" NULLS LAST, t1."id"
    LIMIT $4::bigint
  ) r2
)::text AS "data"
