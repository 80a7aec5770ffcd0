WITH "mine1" AS (
  SELECT x3."class_id" AS "id"
  FROM "leadership" x3
  WHERE x3."staff_id" = ?4 AND x3."starts_on" <= ?5 AND (x3."ends_on" IS NULL OR ?5 <= x3."ends_on")
) SELECT (
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'id', 'stu_' || r2."id",
      'phone', CASE WHEN r2."f0" THEN r2."phone" END,
      'exempt', json(CASE CASE WHEN r2."f1" THEN r2."exempt" END WHEN 1 THEN 'true' WHEN 0 THEN 'false' END),
      'weight', CASE WHEN CASE WHEN r2."f1" THEN r2."weight" END % 1000 = 0 THEN CASE WHEN r2."f1" THEN r2."weight" END / 1000 ELSE json(CASE WHEN CASE WHEN r2."f1" THEN r2."weight" END < 0 THEN '-' ELSE '' END || (abs(CASE WHEN r2."f1" THEN r2."weight" END) / 1000) || rtrim(printf('.%03d', abs(CASE WHEN r2."f1" THEN r2."weight" END) % 1000), '0')) END,
      'marks', CASE WHEN r2."f0" THEN (
        SELECT json_object(
          'totalCount', (
            SELECT count(*)
            FROM "mark" t4
            WHERE t4."student_id" = r2."id" AND t4."school_id" = r2."school_id"
          )
        )
      ) END,
      'withheld', (
        SELECT json_group_array(json(value))
        FROM json_each(json_array(CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_object(
          'field', 'phone',
          'code', 'CONSENT_MISSING',
          'purpose', 'SCHOOL_RECORD'
        ) END, CASE WHEN NOT (coalesce(r2."f1", FALSE)) THEN json_object(
          'field', 'exempt',
          'code', 'CONSENT_MISSING',
          'purpose', 'HEALTH_SAFETY'
        ) END, CASE WHEN NOT (coalesce(r2."f1", FALSE)) THEN json_object(
          'field', 'weight',
          'code', 'CONSENT_MISSING',
          'purpose', 'HEALTH_SAFETY'
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_object(
          'field', 'marks',
          'code', 'CONSENT_MISSING',
          'purpose', 'SCHOOL_RECORD'
        ) END))
        WHERE type <> 'null'
      )
    ))
  )
  FROM (
    SELECT t1."id" AS "id", t1."phone" AS "phone", t1."exempt" AS "exempt", t1."weight" AS "weight", t1."school_id" AS "school_id", (t1."record_from" <= ?1 AND ?1 < t1."record_until") AS "f0", (t1."health_from" <= ?1 AND (t1."health_until" IS NULL OR ?1 < t1."health_until")) AS "f1", CASE WHEN (t1."record_from" <= ?1 AND ?1 < t1."record_until") THEN t1."name_sort" END AS "k0"
    FROM "student" t1
    WHERE t1."school_id" = ?2 AND t1."class_id" IN (
      SELECT mine1."id"
      FROM "mine1" mine1
    )
    ORDER BY "k0" NULLS LAST, t1."id"
    LIMIT ?3
  ) r2
) AS "data"
