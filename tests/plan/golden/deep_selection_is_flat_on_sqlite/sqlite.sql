SELECT (
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'classes', json(r2."c0")
    ))
  )
  FROM (
    SELECT (
      SELECT json_object(
        'nodes', json_group_array(json_object(
          'students', CASE WHEN r4."f0" THEN json(r4."c0") END
        ))
      )
      FROM (
        SELECT t3."school_id" = ?1 AS "f0", (
          SELECT json_object(
            'nodes', json_group_array(json_object(
              'phone', CASE WHEN r6."f0" THEN r6."phone" END,
              'marks', CASE WHEN r6."f0" THEN json(r6."c0") END
            ))
          )
          FROM (
            SELECT t5."phone" AS "phone", (t5."record_from" <= ?2 AND ?2 < t5."record_until") AS "f0", (
              SELECT json_object(
                'nodes', json_group_array(json_object(
                  'value', r8."value",
                  'student', json(r8."c0")
                ))
              )
              FROM (
                SELECT t7."value" AS "value", (
                  SELECT json_object(
                    'fullName', nullif(substr(coalesce(' ' || r10."family_name", '') || coalesce(' ' || r10."given_name", ''), 2), ''),
                    'schoolClass', json(r10."c0")
                  )
                  FROM (
                    SELECT t9."family_name" AS "family_name", t9."given_name" AS "given_name", (
                      SELECT json_object(
                        'name', r12."name"
                      )
                      FROM (
                        SELECT t11."name" AS "name"
                        FROM "class" t11
                        WHERE t11."id" = t9."class_id"
                      ) r12
                    ) AS "c0"
                    FROM "student" t9
                    WHERE t9."id" = t7."student_id" AND t9."school_id" = ?1
                  ) r10
                ) AS "c0"
                FROM "mark" t7
                WHERE t7."student_id" = t5."id" AND t7."school_id" = t5."school_id"
                ORDER BY t7."given_at" NULLS LAST, t7."id"
                LIMIT ?3
              ) r8
            ) AS "c0"
            FROM "student" t5
            WHERE t5."class_id" = t3."id" AND t5."school_id" = t3."school_id"
            ORDER BY t5."name_sort" NULLS LAST, t5."id"
            LIMIT ?4
          ) r6
        ) AS "c0"
        FROM "class" t3
        WHERE t3."school_id" = t1."id"
        ORDER BY t3."grade", t3."name", t3."id"
        LIMIT ?5
      ) r4
    ) AS "c0"
    FROM "school" t1
    ORDER BY t1."id"
    LIMIT ?6
  ) r2
) AS "data"
