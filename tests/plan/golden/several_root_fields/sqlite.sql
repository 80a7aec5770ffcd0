SELECT CAST((
  SELECT json_object(
    'fullName', CASE WHEN (t1."record_from" <= ?1 AND ?1 < t1."record_until") THEN nullif(substr(coalesce(' ' || t1."family_name", '') || coalesce(' ' || t1."given_name", ''), 2), '') END,
    'phone', CASE WHEN (t1."id" IN (
      SELECT x5."student_id"
      FROM "kinship" x5
      WHERE (x5."guardian_id" = ?2 AND x5."may_see" = TRUE AND (x5."starts_on" <= ?3 AND (x5."ends_on" IS NULL OR ?3 <= x5."ends_on")))
    ) AND (t1."record_from" <= ?1 AND ?1 < t1."record_until")) THEN t1."phone" END
  )
  FROM "student" t1
  WHERE (t1."id" = ?4 AND (t1."id" IN (
    SELECT x2."student_id"
    FROM "kinship" x2
    WHERE (x2."guardian_id" = ?2 AND x2."may_see" = TRUE AND (x2."starts_on" <= ?3 AND (x2."ends_on" IS NULL OR ?3 <= x2."ends_on")))
  ) OR (t1."class_id" IN (
    SELECT x3."class_id"
    FROM "student" x3
    WHERE x3."id" IN (
      SELECT x4."student_id"
      FROM "kinship" x4
      WHERE (x4."guardian_id" = ?2 AND x4."may_see" = TRUE AND (x4."starts_on" <= ?3 AND (x4."ends_on" IS NULL OR ?3 <= x4."ends_on")))
    )
  ) AND (t1."community_from" <= ?1 AND ?1 < t1."community_until"))))
) AS TEXT) AS "data"

SELECT CAST((
  SELECT json_object(
    'familyName', CASE WHEN (t1."record_from" <= ?1 AND ?1 < t1."record_until") THEN t1."family_name" END,
    'phone', CASE WHEN (t1."record_from" <= ?1 AND ?1 < t1."record_until") THEN t1."phone" END
  )
  FROM "guardian" t1
  WHERE (t1."id" = ?2 AND t1."id" = ?3)
) AS TEXT) AS "data"

SELECT CAST((
  SELECT json_object(
    'id', ('stu_' || CAST(t1."id" AS TEXT))
  )
  FROM "student" t1
  WHERE (t1."id" = ?1 AND (t1."id" IN (
    SELECT x2."student_id"
    FROM "kinship" x2
    WHERE (x2."guardian_id" = ?2 AND x2."may_see" = TRUE AND (x2."starts_on" <= ?3 AND (x2."ends_on" IS NULL OR ?3 <= x2."ends_on")))
  ) OR (t1."class_id" IN (
    SELECT x3."class_id"
    FROM "student" x3
    WHERE x3."id" IN (
      SELECT x4."student_id"
      FROM "kinship" x4
      WHERE (x4."guardian_id" = ?2 AND x4."may_see" = TRUE AND (x4."starts_on" <= ?3 AND (x4."ends_on" IS NULL OR ?3 <= x4."ends_on")))
    )
  ) AND (t1."community_from" <= ?4 AND ?4 < t1."community_until"))))
) AS TEXT) AS "data"

SELECT CAST((
  SELECT json_object(
    'totalCount', (
      SELECT count(*)
      FROM "school" t1
    )
  )
) AS TEXT) AS "data"
