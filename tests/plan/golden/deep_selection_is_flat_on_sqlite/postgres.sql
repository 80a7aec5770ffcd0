SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'classes', (
        SELECT json_build_object(
          'nodes', coalesce(json_agg(json_build_object(
            'students', CASE WHEN r4."f0" THEN (
              SELECT json_build_object(
                'nodes', coalesce(json_agg(json_build_object(
                  'phone', CASE WHEN r6."f0" THEN r6."phone" END,
                  'marks', CASE WHEN r6."f0" THEN (
                    SELECT json_build_object(
                      'nodes', coalesce(json_agg(json_build_object(
                        'value', r8."value",
                        'student', (
                          SELECT json_build_object(
                            'fullName', nullif(concat_ws(' ', t9."family_name", t9."given_name"), ''),
                            'schoolClass', (
                              SELECT json_build_object(
                                'name', t10."name"
                              )
                              FROM "class" t10
                              WHERE t10."id" = t9."class_id"
                            )
                          )
                          FROM "student" t9
                          WHERE t9."id" = r8."student_id" AND t9."school_id" = $1::bigint
                        )
                      )), '[]'::json)
                    )
                    FROM (
                      SELECT t7."value" AS "value", t7."student_id" AS "student_id"
                      FROM "mark" t7
                      WHERE t7."student_id" = r6."id" AND t7."school_id" = r6."school_id"
                      ORDER BY t7."given_at" NULLS LAST, t7."id"
                      LIMIT $2::bigint
                    ) r8
                  ) END
                )), '[]'::json)
              )
              FROM (
                SELECT t5."phone" AS "phone", t5."id" AS "id", t5."school_id" AS "school_id", (t5."record_from" <= $3::bigint AND $3::bigint < t5."record_until") AS "f0"
                FROM "student" t5
                WHERE t5."class_id" = r4."id" AND t5."school_id" = r4."school_id"
                ORDER BY t5."name_sort" NULLS LAST, t5."id"
                LIMIT $4::bigint
              ) r6
            ) END
          )), '[]'::json)
        )
        FROM (
          SELECT t3."id" AS "id", t3."school_id" AS "school_id", t3."school_id" = $1::bigint AS "f0"
          FROM "class" t3
          WHERE t3."school_id" = r2."id"
          ORDER BY t3."grade", t3."name", t3."id"
          LIMIT $5::bigint
        ) r4
      )
    )), '[]'::json)
  )
  FROM (
    SELECT t1."id" AS "id"
    FROM "school" t1
    ORDER BY t1."id"
    LIMIT $6::bigint
  ) r2
)::text AS "data"
