SELECT (
  SELECT json_object(
    'id', 'sch_' || t1."id",
    'name', t1."name"
  )
  FROM "school" t1
  WHERE t1."id" = ?1 AND 1=1
) AS "data"

SELECT (
  SELECT json_object(
    'id', 'mrk_' || t1."id",
    'value', CASE WHEN EXISTS (
      SELECT 1
      FROM "student" x2
      WHERE x2."id" = t1."student_id" AND x2."record_from" <= ?1 AND ?1 < x2."record_until"
    ) THEN t1."value" END,
    'student', (
      SELECT json_object(
        'fullName', nullif(substr(coalesce(' ' || t3."family_name", '') || coalesce(' ' || t3."given_name", ''), 2), '')
      )
      FROM "student" t3
      WHERE t3."id" = t1."student_id" AND t3."school_id" = ?2
    )
  )
  FROM "mark" t1
  WHERE t1."id" = ?3 AND t1."school_id" = ?2
) AS "data"

SELECT (
  SELECT json_object(
    'id', 'kin_' || t1."id",
    'maySee', json(CASE CASE WHEN (EXISTS (
      SELECT 1
      FROM "student" x2
      WHERE x2."id" = t1."student_id" AND x2."record_from" <= ?1 AND ?1 < x2."record_until"
    ) AND EXISTS (
      SELECT 1
      FROM "guardian" x3
      WHERE x3."id" = t1."guardian_id" AND x3."record_from" <= ?1 AND ?1 < x3."record_until"
    )) THEN t1."may_see" END WHEN 1 THEN 'true' WHEN 0 THEN 'false' END),
    'startsOn', CASE WHEN (EXISTS (
      SELECT 1
      FROM "student" x4
      WHERE x4."id" = t1."student_id" AND x4."record_from" <= ?1 AND ?1 < x4."record_until"
    ) AND EXISTS (
      SELECT 1
      FROM "guardian" x5
      WHERE x5."id" = t1."guardian_id" AND x5."record_from" <= ?1 AND ?1 < x5."record_until"
    )) THEN t1."starts_on" END,
    'guardian', CASE WHEN (EXISTS (
      SELECT 1
      FROM "student" x7
      WHERE x7."id" = t1."student_id" AND x7."record_from" <= ?1 AND ?1 < x7."record_until"
    ) AND EXISTS (
      SELECT 1
      FROM "guardian" x8
      WHERE x8."id" = t1."guardian_id" AND x8."record_from" <= ?1 AND ?1 < x8."record_until"
    )) THEN (
      SELECT json_object(
        'familyName', CASE WHEN (t6."record_from" <= ?1 AND ?1 < t6."record_until") THEN t6."family_name" END
      )
      FROM "guardian" t6
      WHERE t6."id" = t1."guardian_id" AND t6."school_id" = ?2
    ) END
  )
  FROM "kinship" t1
  WHERE t1."id" = ?3 AND t1."school_id" = ?2
) AS "data"
