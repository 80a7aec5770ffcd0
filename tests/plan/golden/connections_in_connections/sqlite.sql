WITH "mine1" AS (
  SELECT x7."student_id" AS "id"
  FROM "kinship" x7
  WHERE x7."guardian_id" IN (
    SELECT value
    FROM json_each(?9)
  ) AND x7."may_see" = TRUE AND x7."starts_on" <= ?10 AND (x7."ends_on" IS NULL OR ?10 <= x7."ends_on")
), "mine2" AS (
  SELECT x8."class_id" AS "id"
  FROM "load" x8
  WHERE x8."teacher_id" IN (
    SELECT value
    FROM json_each(?11)
  )
), "mine3" AS (
  SELECT x10."id" AS "id"
  FROM "load" x10
  WHERE x10."teacher_id" IN (
    SELECT value
    FROM json_each(?11)
  )
) SELECT (
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'name', r2."name",
      'classes', (
        SELECT json_object(
          'nodes', json_group_array(json_object(
            'name', r4."name",
            'students', (
              SELECT json_object(
                'totalCount', (
                  SELECT count(*)
                  FROM "student" t5
                  WHERE t5."class_id" = r4."id" AND t5."school_id" = r4."school_id" AND (t5."id" IN (
                    SELECT mine1."id"
                    FROM "mine1" mine1
                  ) OR t5."school_id" = ?1 OR 1=0 OR (t5."school_id" = ?2 AND t5."class_id" IN (
                    SELECT mine2."id"
                    FROM "mine2" mine2
                  )) OR (t5."school_id" = ?2 AND EXISTS (
                    SELECT 1
                    FROM "mark" x9
                    WHERE x9."student_id" = t5."id" AND x9."load_id" IN (
                      SELECT mine3."id"
                      FROM "mine3" mine3
                    )
                  )))
                ),
                'nodes', json_group_array(json_object(
                  'fullName', CASE WHEN r6."f0" THEN nullif(substr(coalesce(' ' || r6."family_name", '') || coalesce(' ' || r6."given_name", ''), 2), '') END
                )) FILTER (WHERE r6."rn" <= ?3),
                'pageInfo', json_object(
                  'hasNextPage', json(CASE count(*) > ?4 WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)
                )
              )
              FROM (
                SELECT t5."family_name" AS "family_name", t5."given_name" AS "given_name", (t5."record_from" <= ?5 AND ?5 < t5."record_until") AS "f0", CASE WHEN (t5."record_from" <= ?5 AND ?5 < t5."record_until") THEN t5."name_sort" END AS "k0", row_number() OVER (ORDER BY CASE WHEN (t5."record_from" <= ?5 AND ?5 < t5."record_until") THEN t5."name_sort" END NULLS LAST, t5."id") AS "rn"
                FROM "student" t5
                WHERE t5."class_id" = r4."id" AND t5."school_id" = r4."school_id" AND (t5."id" IN (
                  SELECT mine1."id"
                  FROM "mine1" mine1
                ) OR t5."school_id" = ?1 OR 1=0 OR (t5."school_id" = ?2 AND t5."class_id" IN (
                  SELECT mine2."id"
                  FROM "mine2" mine2
                )) OR (t5."school_id" = ?2 AND EXISTS (
                  SELECT 1
                  FROM "mark" x9
                  WHERE x9."student_id" = t5."id" AND x9."load_id" IN (
                    SELECT mine3."id"
                    FROM "mine3" mine3
                  )
                )))
                ORDER BY "k0" NULLS LAST, t5."id"
                LIMIT ?6
              ) r6
            )
          ))
        )
        FROM (
          SELECT t3."name" AS "name", t3."id" AS "id", t3."school_id" AS "school_id"
          FROM "class" t3
          WHERE t3."school_id" = r2."id"
          ORDER BY t3."grade", t3."name", t3."id"
          LIMIT ?7
        ) r4
      )
    ))
  )
  FROM (
    SELECT t1."name" AS "name", t1."id" AS "id"
    FROM "school" t1
    ORDER BY t1."id"
    LIMIT ?8
  ) r2
) AS "data"
