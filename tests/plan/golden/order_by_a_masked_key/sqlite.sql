WITH "mine1" AS (
  SELECT x3."student_id" AS "id"
  FROM "kinship" x3
  WHERE x3."guardian_id" IN (
    SELECT value
    FROM json_each(?6)
  ) AND x3."may_see" = TRUE AND x3."starts_on" <= ?7 AND (x3."ends_on" IS NULL OR ?7 <= x3."ends_on")
), "mine2" AS (
  SELECT x4."class_id" AS "id"
  FROM "load" x4
  WHERE x4."teacher_id" IN (
    SELECT value
    FROM json_each(?8)
  )
), "mine3" AS (
  SELECT x6."id" AS "id"
  FROM "load" x6
  WHERE x6."teacher_id" IN (
    SELECT value
    FROM json_each(?8)
  )
) SELECT (
  SELECT json_object(
    'edges', json_group_array(json_object(
      'cursor', ?1 || 'a023666d0aefcf37' || hex(CAST(json_array(r2."k0", r2."k1", r2."k2") AS TEXT)),
      'node', json_object(
        'id', 'stu_' || r2."id",
        'phone', CASE WHEN r2."f0" THEN r2."phone" END
      )
    ))
  )
  FROM (
    SELECT t1."id" AS "id", t1."phone" AS "phone", (t1."record_from" <= ?2 AND ?2 < t1."record_until") AS "f0", CASE WHEN (t1."record_from" <= ?2 AND ?2 < t1."record_until") THEN isuo_ordered(t1."phone") END AS "k0", CASE WHEN (t1."record_from" <= ?2 AND ?2 < t1."record_until") THEN t1."born_on" END AS "k1", t1."id" AS "k2"
    FROM "student" t1
    WHERE t1."id" IN (
      SELECT mine1."id"
      FROM "mine1" mine1
    ) OR t1."school_id" = ?3 OR 1=0 OR (t1."school_id" = ?4 AND t1."class_id" IN (
      SELECT mine2."id"
      FROM "mine2" mine2
    )) OR (t1."school_id" = ?4 AND EXISTS (
      SELECT 1
      FROM "mark" x5
      WHERE x5."student_id" = t1."id" AND x5."load_id" IN (
        SELECT mine3."id"
        FROM "mine3" mine3
      )
    ))
    ORDER BY "k0" DESC NULLS LAST, "k1" NULLS LAST, t1."id"
    LIMIT ?5
  ) r2
) AS "data"
