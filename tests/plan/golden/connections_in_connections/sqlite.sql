SELECT CAST((
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'name', r2."name",
      'classes', json(r2."c0")
    ))
  )
  FROM (
    SELECT t1."name" AS "name", (
      SELECT json_object(
        'nodes', json_group_array(json_object(
          'name', r4."name",
          'students', json(r4."c0")
        ))
      )
      FROM (
        SELECT t3."name" AS "name", (
          SELECT json_object(
            'totalCount', (
              SELECT count(*)
              FROM "student" t5
              WHERE (t5."class_id" = t3."id" AND t5."school_id" = t3."school_id" AND (t5."id" IN (
                SELECT x7."student_id"
                FROM "kinship" x7
                WHERE (x7."guardian_id" IN (
                  SELECT value
                  FROM json_each(?1)
                ) AND x7."may_see" = TRUE AND (x7."starts_on" <= ?2 AND (x7."ends_on" IS NULL OR ?2 <= x7."ends_on")))
              ) OR t5."school_id" = ?3 OR 1=0 OR (t5."school_id" = ?4 AND t5."class_id" IN (
                SELECT x8."class_id"
                FROM "load" x8
                WHERE x8."teacher_id" IN (
                  SELECT value
                  FROM json_each(?5)
                )
              )) OR (t5."school_id" = ?4 AND EXISTS (
                SELECT 1
                FROM "mark" x9
                WHERE (x9."student_id" = t5."id" AND x9."load_id" IN (
                  SELECT x10."id"
                  FROM "load" x10
                  WHERE x10."teacher_id" IN (
                    SELECT value
                    FROM json_each(?5)
                  )
                ))
              ))))
            ),
            'nodes', json_group_array(json_object(
              'fullName', CASE WHEN r6."f0" THEN nullif(substr(coalesce(' ' || r6."family_name", '') || coalesce(' ' || r6."given_name", ''), 2), '') END
            )) FILTER (WHERE r6."rn" <= ?6),
            'pageInfo', json_object(
              'hasNextPage', json(CASE count(*) > ?7 WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)
            )
          )
          FROM (
            SELECT t5."family_name" AS "family_name", t5."given_name" AS "given_name", (t5."record_from" <= ?8 AND ?8 < t5."record_until") AS "f0", CASE WHEN (t5."record_from" <= ?8 AND ?8 < t5."record_until") THEN t5."name_sort" END AS "k0", row_number() OVER (ORDER BY CASE WHEN (t5."record_from" <= ?8 AND ?8 < t5."record_until") THEN t5."name_sort" END NULLS LAST, t5."id") AS "rn"
            FROM "student" t5
            WHERE (t5."class_id" = t3."id" AND t5."school_id" = t3."school_id" AND (t5."id" IN (
              SELECT x7."student_id"
              FROM "kinship" x7
              WHERE (x7."guardian_id" IN (
                SELECT value
                FROM json_each(?1)
              ) AND x7."may_see" = TRUE AND (x7."starts_on" <= ?2 AND (x7."ends_on" IS NULL OR ?2 <= x7."ends_on")))
            ) OR t5."school_id" = ?3 OR 1=0 OR (t5."school_id" = ?4 AND t5."class_id" IN (
              SELECT x8."class_id"
              FROM "load" x8
              WHERE x8."teacher_id" IN (
                SELECT value
                FROM json_each(?5)
              )
            )) OR (t5."school_id" = ?4 AND EXISTS (
              SELECT 1
              FROM "mark" x9
              WHERE (x9."student_id" = t5."id" AND x9."load_id" IN (
                SELECT x10."id"
                FROM "load" x10
                WHERE x10."teacher_id" IN (
                  SELECT value
                  FROM json_each(?5)
                )
              ))
            ))))
            ORDER BY "k0" NULLS LAST, t5."id"
            LIMIT ?9
          ) r6
        ) AS "c0"
        FROM "class" t3
        WHERE t3."school_id" = t1."id"
        ORDER BY t3."grade", t3."name", t3."id"
        LIMIT ?10
      ) r4
    ) AS "c0"
    FROM "school" t1
    ORDER BY t1."id"
    LIMIT ?11
  ) r2
) AS TEXT) AS "data"
