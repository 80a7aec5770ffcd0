WITH "mine1" AS (
  SELECT x7."student_id" AS "id"
  FROM "kinship" x7
  WHERE x7."guardian_id" = ANY ($9::bigint[]) AND x7."may_see" = TRUE AND x7."starts_on" <= $10::date AND (x7."ends_on" IS NULL OR $10::date <= x7."ends_on")
), "mine2" AS (
  SELECT x8."class_id" AS "id"
  FROM "load" x8
  WHERE x8."teacher_id" = ANY ($11::bigint[])
), "mine3" AS (
  SELECT x10."id" AS "id"
  FROM "load" x10
  WHERE x10."teacher_id" = ANY ($11::bigint[])
) SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'name', r2."name",
      'classes', (
        SELECT json_build_object(
          'nodes', coalesce(json_agg(json_build_object(
            'name', r4."name",
            'students', (
              SELECT json_build_object(
                'totalCount', (
                  SELECT count(*)
                  FROM "student" t5
                  WHERE t5."class_id" = r4."id" AND t5."school_id" = r4."school_id" AND (t5."id" IN (
                    SELECT mine1."id"
                    FROM "mine1" mine1
                  ) OR t5."school_id" = $1::bigint OR 1=0 OR (t5."school_id" = $2::bigint AND t5."class_id" IN (
                    SELECT mine2."id"
                    FROM "mine2" mine2
                  )) OR (t5."school_id" = $2::bigint AND EXISTS (
                    SELECT 1
                    FROM "mark" x9
                    WHERE x9."student_id" = t5."id" AND x9."load_id" IN (
                      SELECT mine3."id"
                      FROM "mine3" mine3
                    )
                  )))
                ),
                'nodes', coalesce(json_agg(json_build_object(
                  'fullName', CASE WHEN r6."f0" THEN nullif(concat_ws(' ', r6."family_name", r6."given_name"), '') END
                )) FILTER (WHERE r6."rn" <= $3::bigint), '[]'::json),
                'pageInfo', json_build_object(
                  'hasNextPage', count(*) > $4::bigint
                )
              )
              FROM (
                SELECT t5."family_name" AS "family_name", t5."given_name" AS "given_name", (t5."record_from" <= $5::bigint AND $5::bigint < t5."record_until") AS "f0", CASE WHEN (t5."record_from" <= $5::bigint AND $5::bigint < t5."record_until") THEN t5."name_sort" END AS "k0", row_number() OVER (ORDER BY CASE WHEN (t5."record_from" <= $5::bigint AND $5::bigint < t5."record_until") THEN t5."name_sort" END NULLS LAST, t5."id") AS "rn"
                FROM "student" t5
                WHERE t5."class_id" = r4."id" AND t5."school_id" = r4."school_id" AND (t5."id" IN (
                  SELECT mine1."id"
                  FROM "mine1" mine1
                ) OR t5."school_id" = $1::bigint OR 1=0 OR (t5."school_id" = $2::bigint AND t5."class_id" IN (
                  SELECT mine2."id"
                  FROM "mine2" mine2
                )) OR (t5."school_id" = $2::bigint AND EXISTS (
                  SELECT 1
                  FROM "mark" x9
                  WHERE x9."student_id" = t5."id" AND x9."load_id" IN (
                    SELECT mine3."id"
                    FROM "mine3" mine3
                  )
                )))
                ORDER BY "k0" NULLS LAST, t5."id"
                LIMIT $6::bigint
              ) r6
            )
          )), '[]'::json)
        )
        FROM (
          SELECT t3."name" AS "name", t3."id" AS "id", t3."school_id" AS "school_id"
          FROM "class" t3
          WHERE t3."school_id" = r2."id"
          ORDER BY t3."grade", t3."name", t3."id"
          LIMIT $7::bigint
        ) r4
      )
    )), '[]'::json)
  )
  FROM (
    SELECT t1."name" AS "name", t1."id" AS "id"
    FROM "school" t1
    ORDER BY t1."id"
    LIMIT $8::bigint
  ) r2
)::text AS "data"
