WITH "mine1" AS (
  SELECT x2."student_id" AS "id"
  FROM "kinship" x2
  WHERE x2."guardian_id" = ?3 AND x2."may_see" = TRUE AND x2."starts_on" <= ?4 AND (x2."ends_on" IS NULL OR ?4 <= x2."ends_on")
), "mine2" AS (
  SELECT x3."class_id" AS "id"
  FROM "student" x3
  WHERE x3."id" IN (
    SELECT mine1."id"
    FROM "mine1" mine1
  )
) SELECT (
  SELECT json_object(
    'fullName', CASE WHEN (t1."record_from" <= ?1 AND ?1 < t1."record_until") THEN nullif(substr(coalesce(' ' || t1."family_name", '') || coalesce(' ' || t1."given_name", ''), 2), '') END,
    'phone', CASE WHEN (t1."id" IN (
      SELECT mine1."id"
      FROM "mine1" mine1
    ) AND t1."record_from" <= ?1 AND ?1 < t1."record_until") THEN t1."phone" END
  )
  FROM "student" t1
  WHERE t1."id" = ?2 AND (t1."id" IN (
    SELECT mine1."id"
    FROM "mine1" mine1
  ) OR (t1."class_id" IN (
    SELECT mine2."id"
    FROM "mine2" mine2
  ) AND t1."community_from" <= ?1 AND ?1 < t1."community_until"))
) AS "data"

SELECT (
  SELECT json_object(
    'familyName', CASE WHEN (t1."record_from" <= ?1 AND ?1 < t1."record_until") THEN t1."family_name" END,
    'phone', CASE WHEN (t1."record_from" <= ?1 AND ?1 < t1."record_until") THEN t1."phone" END
  )
  FROM "guardian" t1
  WHERE t1."id" = ?2 AND t1."id" = ?3
) AS "data"

WITH "mine1" AS (
  SELECT x2."student_id" AS "id"
  FROM "kinship" x2
  WHERE x2."guardian_id" = ?3 AND x2."may_see" = TRUE AND x2."starts_on" <= ?4 AND (x2."ends_on" IS NULL OR ?4 <= x2."ends_on")
), "mine2" AS (
  SELECT x3."class_id" AS "id"
  FROM "student" x3
  WHERE x3."id" IN (
    SELECT mine1."id"
    FROM "mine1" mine1
  )
) SELECT (
  SELECT json_object(
    'id', 'stu_' || t1."id"
  )
  FROM "student" t1
  WHERE t1."id" = ?1 AND (t1."id" IN (
    SELECT mine1."id"
    FROM "mine1" mine1
  ) OR (t1."class_id" IN (
    SELECT mine2."id"
    FROM "mine2" mine2
  ) AND t1."community_from" <= ?2 AND ?2 < t1."community_until"))
) AS "data"

SELECT (
  SELECT json_object(
    'totalCount', (
      SELECT count(*)
      FROM "school" t1
    )
  )
) AS "data"
