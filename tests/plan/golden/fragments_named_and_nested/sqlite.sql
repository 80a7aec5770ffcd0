WITH "mine1" AS (
  SELECT x3."class_id" AS "id"
  FROM "leadership" x3
  WHERE x3."staff_id" = ?4 AND x3."starts_on" <= ?5 AND (x3."ends_on" IS NULL OR ?5 <= x3."ends_on")
) SELECT (
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'id', 'stu_' || r2."id",
      'fullName', CASE WHEN r2."f0" THEN nullif(substr(coalesce(' ' || r2."family_name", '') || coalesce(' ' || r2."given_name", ''), 2), '') END,
      'familyName', CASE WHEN r2."f0" THEN r2."family_name" END,
      'schoolClass', CASE WHEN r2."f0" THEN (
        SELECT json_object(
          'name', t4."name",
          'grade', t4."grade"
        )
        FROM "class" t4
        WHERE t4."id" = r2."class_id"
      ) END
    ))
  )
  FROM (
    SELECT t1."id" AS "id", t1."family_name" AS "family_name", t1."given_name" AS "given_name", t1."class_id" AS "class_id", (t1."record_from" <= ?1 AND ?1 < t1."record_until") AS "f0", CASE WHEN (t1."record_from" <= ?1 AND ?1 < t1."record_until") THEN t1."name_sort" END AS "k0"
    FROM "student" t1
    WHERE t1."school_id" = ?2 AND t1."class_id" IN (
      SELECT mine1."id"
      FROM "mine1" mine1
    )
    ORDER BY "k0" NULLS LAST, t1."id"
    LIMIT ?3
  ) r2
) AS "data"
