WITH "mine1" AS (
  SELECT x3."student_id" AS "id"
  FROM "kinship" x3
  WHERE x3."guardian_id" = ?3 AND x3."may_see" = TRUE AND x3."starts_on" <= ?4 AND (x3."ends_on" IS NULL OR ?4 <= x3."ends_on")
), "mine2" AS (
  SELECT x4."class_id" AS "id"
  FROM "student" x4
  WHERE x4."id" IN (
    SELECT mine1."id"
    FROM "mine1" mine1
  )
) SELECT (
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'id', 'stu_' || r2."id",
      'withheld', (
        SELECT json_group_array(json(value))
        FROM json_each(json_array(CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_object(
          'field', 'familyName',
          'code', 'CONSENT_MISSING'
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_object(
          'field', 'fullName',
          'code', 'CONSENT_MISSING'
        ) END, CASE WHEN NOT (coalesce(r2."f2", FALSE)) THEN json_object(
          'field', 'pin',
          'code', CASE WHEN r2."f1" THEN 'CONSENT_MISSING' ELSE 'NOT_IN_SCOPE' END
        ) END, CASE WHEN NOT (coalesce(r2."f2", FALSE)) THEN json_object(
          'field', 'phone',
          'code', CASE WHEN r2."f1" THEN 'CONSENT_MISSING' ELSE 'NOT_IN_SCOPE' END
        ) END, CASE WHEN NOT (coalesce(r2."f2", FALSE)) THEN json_object(
          'field', 'bornOn',
          'code', CASE WHEN r2."f1" THEN 'CONSENT_MISSING' ELSE 'NOT_IN_SCOPE' END
        ) END, CASE WHEN NOT (coalesce(r2."f3", FALSE)) THEN json_object(
          'field', 'exempt',
          'code', CASE WHEN r2."f1" THEN 'CONSENT_MISSING' ELSE 'NOT_IN_SCOPE' END
        ) END, CASE WHEN NOT (coalesce(r2."f3", FALSE)) THEN json_object(
          'field', 'weight',
          'code', CASE WHEN r2."f1" THEN 'CONSENT_MISSING' ELSE 'NOT_IN_SCOPE' END
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_object(
          'field', 'seenAt',
          'code', 'CONSENT_MISSING'
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_object(
          'field', 'status',
          'code', 'CONSENT_MISSING'
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_object(
          'field', 'isBlocked',
          'code', 'CONSENT_MISSING'
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_object(
          'field', 'schoolClass',
          'code', 'CONSENT_MISSING'
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_object(
          'field', 'mentor',
          'code', 'CONSENT_MISSING'
        ) END, CASE WHEN NOT (coalesce(r2."f2", FALSE)) THEN json_object(
          'field', 'mentored',
          'code', CASE WHEN r2."f1" THEN 'CONSENT_MISSING' ELSE 'NOT_IN_SCOPE' END
        ) END, CASE WHEN NOT (coalesce(r2."f2", FALSE)) THEN json_object(
          'field', 'marks',
          'code', CASE WHEN r2."f1" THEN 'CONSENT_MISSING' ELSE 'NOT_IN_SCOPE' END
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_object(
          'field', 'kinships',
          'code', 'CONSENT_MISSING'
        ) END))
        WHERE type <> 'null'
      )
    ))
  )
  FROM (
    SELECT t1."id" AS "id", (t1."record_from" <= ?1 AND ?1 < t1."record_until") AS "f0", t1."id" IN (
      SELECT mine1."id"
      FROM "mine1" mine1
    ) AS "f1", (t1."id" IN (
      SELECT mine1."id"
      FROM "mine1" mine1
    ) AND t1."record_from" <= ?1 AND ?1 < t1."record_until") AS "f2", (t1."id" IN (
      SELECT mine1."id"
      FROM "mine1" mine1
    ) AND t1."health_from" <= ?1 AND (t1."health_until" IS NULL OR ?1 < t1."health_until")) AS "f3", CASE WHEN (t1."record_from" <= ?1 AND ?1 < t1."record_until") THEN t1."name_sort" END AS "k0"
    FROM "student" t1
    WHERE t1."id" IN (
      SELECT mine1."id"
      FROM "mine1" mine1
    ) OR (t1."class_id" IN (
      SELECT mine2."id"
      FROM "mine2" mine2
    ) AND t1."community_from" <= ?1 AND ?1 < t1."community_until")
    ORDER BY "k0" NULLS LAST, t1."id"
    LIMIT ?2
  ) r2
) AS "data"
