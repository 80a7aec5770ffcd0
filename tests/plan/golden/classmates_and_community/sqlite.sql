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
      'fullName', CASE WHEN r2."f0" THEN nullif(substr(coalesce(' ' || r2."family_name", '') || coalesce(' ' || r2."given_name", ''), 2), '') END,
      'phone', CASE WHEN r2."f1" THEN r2."phone" END
    ))
  )
  FROM (
    SELECT t1."id" AS "id", t1."family_name" AS "family_name", t1."given_name" AS "given_name", t1."phone" AS "phone", (t1."record_from" <= ?1 AND ?1 < t1."record_until") AS "f0", (t1."id" IN (
      SELECT mine1."id"
      FROM "mine1" mine1
    ) AND t1."record_from" <= ?1 AND ?1 < t1."record_until") AS "f1"
    FROM "student" t1
    WHERE t1."id" IN (
      SELECT mine1."id"
      FROM "mine1" mine1
    ) OR (t1."class_id" IN (
      SELECT mine2."id"
      FROM "mine2" mine2
    ) AND t1."community_from" <= ?1 AND ?1 < t1."community_until")
    ORDER BY t1."id"
    LIMIT ?2
  ) r2
) AS "data"
