SELECT CAST((
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'id', ('stu_' || CAST(r2."id" AS TEXT)),
      'fullName', CASE WHEN r2."f0" THEN nullif(substr(coalesce(' ' || r2."family_name", '') || coalesce(' ' || r2."given_name", ''), 2), '') END,
      'phone', CASE WHEN r2."f1" THEN r2."phone" END
    ))
  )
  FROM (
    SELECT t1."id" AS "id", t1."family_name" AS "family_name", t1."given_name" AS "given_name", t1."phone" AS "phone", (t1."record_from" <= ?1 AND ?1 < t1."record_until") AS "f0", (t1."id" IN (
      SELECT x6."student_id"
      FROM "kinship" x6
      WHERE (x6."guardian_id" = ?2 AND x6."may_see" = TRUE AND (x6."starts_on" <= ?3 AND (x6."ends_on" IS NULL OR ?3 <= x6."ends_on")))
    ) AND (t1."record_from" <= ?1 AND ?1 < t1."record_until")) AS "f1"
    FROM "student" t1
    WHERE (t1."id" IN (
      SELECT x3."student_id"
      FROM "kinship" x3
      WHERE (x3."guardian_id" = ?2 AND x3."may_see" = TRUE AND (x3."starts_on" <= ?3 AND (x3."ends_on" IS NULL OR ?3 <= x3."ends_on")))
    ) OR (t1."class_id" IN (
      SELECT x4."class_id"
      FROM "student" x4
      WHERE x4."id" IN (
        SELECT x5."student_id"
        FROM "kinship" x5
        WHERE (x5."guardian_id" = ?2 AND x5."may_see" = TRUE AND (x5."starts_on" <= ?3 AND (x5."ends_on" IS NULL OR ?3 <= x5."ends_on")))
      )
    ) AND (t1."community_from" <= ?1 AND ?1 < t1."community_until")))
    ORDER BY t1."id"
    LIMIT ?4
  ) r2
) AS TEXT) AS "data"
