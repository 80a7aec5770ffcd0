SELECT (
  SELECT json_build_object(
    'fullName', CASE WHEN (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") THEN nullif(concat_ws(' ', t1."family_name", t1."given_name"), '') END,
    'phone', CASE WHEN (t1."id" IN (
      SELECT x5."student_id"
      FROM "kinship" x5
      WHERE (x5."guardian_id" = $2::bigint AND x5."may_see" = TRUE AND (x5."starts_on" <= $3::date AND (x5."ends_on" IS NULL OR $3::date <= x5."ends_on")))
    ) AND (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until")) THEN t1."phone" END
  )
  FROM "student" t1
  WHERE (t1."id" = $4::bigint AND (t1."id" IN (
    SELECT x2."student_id"
    FROM "kinship" x2
    WHERE (x2."guardian_id" = $2::bigint AND x2."may_see" = TRUE AND (x2."starts_on" <= $3::date AND (x2."ends_on" IS NULL OR $3::date <= x2."ends_on")))
  ) OR (t1."class_id" IN (
    SELECT x3."class_id"
    FROM "student" x3
    WHERE x3."id" IN (
      SELECT x4."student_id"
      FROM "kinship" x4
      WHERE (x4."guardian_id" = $2::bigint AND x4."may_see" = TRUE AND (x4."starts_on" <= $3::date AND (x4."ends_on" IS NULL OR $3::date <= x4."ends_on")))
    )
  ) AND (t1."community_from" <= $1::bigint AND $1::bigint < t1."community_until"))))
)::text AS "data"

SELECT (
  SELECT json_build_object(
    'familyName', CASE WHEN (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") THEN t1."family_name" END,
    'phone', CASE WHEN (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") THEN t1."phone" END
  )
  FROM "guardian" t1
  WHERE (t1."id" = $2::bigint AND t1."id" = $3::bigint)
)::text AS "data"

SELECT (
  SELECT json_build_object(
    'id', ('stu_' || t1."id"::text)
  )
  FROM "student" t1
  WHERE (t1."id" = $1::bigint AND (t1."id" IN (
    SELECT x2."student_id"
    FROM "kinship" x2
    WHERE (x2."guardian_id" = $2::bigint AND x2."may_see" = TRUE AND (x2."starts_on" <= $3::date AND (x2."ends_on" IS NULL OR $3::date <= x2."ends_on")))
  ) OR (t1."class_id" IN (
    SELECT x3."class_id"
    FROM "student" x3
    WHERE x3."id" IN (
      SELECT x4."student_id"
      FROM "kinship" x4
      WHERE (x4."guardian_id" = $2::bigint AND x4."may_see" = TRUE AND (x4."starts_on" <= $3::date AND (x4."ends_on" IS NULL OR $3::date <= x4."ends_on")))
    )
  ) AND (t1."community_from" <= $4::bigint AND $4::bigint < t1."community_until"))))
)::text AS "data"

SELECT (
  SELECT json_build_object(
    'totalCount', (
      SELECT count(*)
      FROM "school" t1
    )
  )
)::text AS "data"
