SELECT (
  SELECT json_build_object(
    'totalCount', (
      SELECT count(*)
      FROM "student" t1
      WHERE ((t1."school_id" = ANY ($1::bigint[]) AND (t1."class_id" IN (
        SELECT x3."class_id"
        FROM "load" x3
        WHERE x3."teacher_id" = $2::bigint
      ) OR EXISTS (
        SELECT 1
        FROM "mark" x4
        WHERE (x4."student_id" = t1."id" AND x4."load_id" IN (
          SELECT x5."id"
          FROM "load" x5
          WHERE x5."teacher_id" = $2::bigint
        ))
      ))) AND ((t1."health_from" <= $3::bigint AND (t1."health_until" IS NULL OR $3::bigint < t1."health_until")) AND t1."exempt" = $4::boolean))
    )
  )
)::text AS "data"
