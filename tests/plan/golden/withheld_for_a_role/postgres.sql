WITH "mine1" AS (
  SELECT x3."class_id" AS "id"
  FROM "load" x3
  WHERE x3."teacher_id" = $6::bigint
), "mine2" AS (
  SELECT x5."id" AS "id"
  FROM "load" x5
  WHERE x5."teacher_id" = $6::bigint
) SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'id', 'stu_' || r2."id"::text,
      'phone', NULL,
      'pin', NULL,
      'marks', CASE WHEN r2."f0" THEN (
        SELECT json_build_object(
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
    )), '[]'::json)
  )
  FROM (
    SELECT u.*
    FROM (WITH "shown" AS (
      SELECT t1."id" AS "id", t1."school_id" AS "school_id", (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") AS "f0", t1."name_sort" AS "k0", t1."id" AS "k1"
      FROM "student" t1
      WHERE t1."school_id" = ANY ($2::bigint[]) AND (t1."class_id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) OR EXISTS (
        SELECT 1
        FROM "mark" x4
        WHERE x4."student_id" = t1."id" AND x4."load_id" IN (
          SELECT mine2."id"
          FROM "mine2" mine2
        )
      )) AND t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until"
      ORDER BY t1."name_sort" NULLS LAST, t1."id"
      LIMIT $3::bigint
    ) SELECT shown.* FROM "shown" shown UNION ALL SELECT h.* FROM (
      SELECT t1."id" AS "id", t1."school_id" AS "school_id", (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") AS "f0", CASE WHEN 1=0 THEN t1."name_sort" END AS "k0", t1."id" AS "k1"
      FROM "student" t1
      WHERE t1."school_id" = ANY ($2::bigint[]) AND (t1."class_id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) OR EXISTS (
        SELECT 1
        FROM "mark" x4
        WHERE x4."student_id" = t1."id" AND x4."load_id" IN (
          SELECT mine2."id"
          FROM "mine2" mine2
        )
      )) AND NOT (coalesce((t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until"), FALSE))
      ORDER BY t1."id"
      LIMIT ($4::bigint - (
        SELECT count(s."k0")
        FROM "shown" s
      ))
    ) h) u
    ORDER BY u."k0" NULLS LAST, u."k1"
    LIMIT $5::bigint
  ) r2
)::text AS "data"
