WITH "mine1" AS (
  SELECT x3."class_id" AS "id"
  FROM "load" x3
  WHERE x3."teacher_id" = $4::bigint
), "mine2" AS (
  SELECT x5."id" AS "id"
  FROM "load" x5
  WHERE x5."teacher_id" = $4::bigint
) SELECT (
  SELECT json_build_object(
    'totalCount', (
      SELECT count(*)
      FROM "student" t1
      WHERE t1."school_id" = ANY ($1::bigint[]) AND (t1."class_id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) OR EXISTS (
        SELECT 1
        FROM "mark" x4
        WHERE x4."student_id" = t1."id" AND x4."load_id" IN (
          SELECT mine2."id"
          FROM "mine2" mine2
        )
      )) AND t1."health_from" <= $2::bigint AND (t1."health_until" IS NULL OR $2::bigint < t1."health_until") AND t1."exempt" = $3::boolean
    )
  )
)::text AS "data"
