SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'id', 'stu_' || r2."id"::text,
      'marks', CASE WHEN r2."f0" THEN (
        SELECT json_build_object(
          'nodes', coalesce(json_agg(json_build_object(
            'value', r4."value"
          )), '[]'::json)
        )
        FROM (
          SELECT t3."value" AS "value"
          FROM "mark" t3
          WHERE t3."student_id" = r2."id" AND t3."school_id" = r2."school_id"
          ORDER BY t3."value" DESC NULLS LAST, t3."id"
          LIMIT $1::bigint
        ) r4
      ) END
    )), '[]'::json)
  )
  FROM (
    SELECT t1."id" AS "id", t1."school_id" AS "school_id", (t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until") AS "f0"
    FROM "student" t1
    WHERE t1."school_id" = $3::bigint
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT $4::bigint
  ) r2
)::text AS "data"
