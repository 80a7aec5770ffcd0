SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'id', 'stu_' || r2."id"::text,
      'phone', CASE WHEN r2."f0" THEN r2."phone" END,
      'schoolClass', (
        SELECT json_build_object(
          'name', t3."name"
        )
        FROM "class" t3
        WHERE t3."id" = r2."class_id"
      )
    )), '[]'::json)
  )
  FROM (
    SELECT t1."id" AS "id", t1."phone" AS "phone", t1."class_id" AS "class_id", (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") AS "f0"
    FROM "student" t1
    WHERE t1."school_id" = $2::bigint
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT $3::bigint
  ) r2
)::text AS "data"
