SELECT (
  SELECT json_build_object(
    'id', 'sch_' || t1."id"::text,
    'name', t1."name"
  )
  FROM "school" t1
  WHERE t1."id" = $1::bigint AND 1=1
)::text AS "data"

SELECT (
  SELECT json_build_object(
    'id', 'mrk_' || t1."id"::text,
    'value', CASE WHEN EXISTS (
      SELECT 1
      FROM "student" x2
      WHERE x2."id" = t1."student_id" AND x2."record_from" <= $1::bigint AND $1::bigint < x2."record_until"
    ) THEN t1."value" END,
    'student', (
      SELECT json_build_object(
        'fullName', nullif(concat_ws(' ', t3."family_name", t3."given_name"), '')
      )
      FROM "student" t3
      WHERE t3."id" = t1."student_id" AND t3."school_id" = $2::bigint
    )
  )
  FROM "mark" t1
  WHERE t1."id" = $3::bigint AND t1."school_id" = $2::bigint
)::text AS "data"

SELECT (
  SELECT json_build_object(
    'id', 'kin_' || t1."id"::text,
    'maySee', CASE WHEN (EXISTS (
      SELECT 1
      FROM "student" x2
      WHERE x2."id" = t1."student_id" AND x2."record_from" <= $1::bigint AND $1::bigint < x2."record_until"
    ) AND EXISTS (
      SELECT 1
      FROM "guardian" x3
      WHERE x3."id" = t1."guardian_id" AND x3."record_from" <= $1::bigint AND $1::bigint < x3."record_until"
    )) THEN t1."may_see" END,
    'startsOn', CASE WHEN (EXISTS (
      SELECT 1
      FROM "student" x4
      WHERE x4."id" = t1."student_id" AND x4."record_from" <= $1::bigint AND $1::bigint < x4."record_until"
    ) AND EXISTS (
      SELECT 1
      FROM "guardian" x5
      WHERE x5."id" = t1."guardian_id" AND x5."record_from" <= $1::bigint AND $1::bigint < x5."record_until"
    )) THEN t1."starts_on" END::text,
    'guardian', CASE WHEN (EXISTS (
      SELECT 1
      FROM "student" x7
      WHERE x7."id" = t1."student_id" AND x7."record_from" <= $1::bigint AND $1::bigint < x7."record_until"
    ) AND EXISTS (
      SELECT 1
      FROM "guardian" x8
      WHERE x8."id" = t1."guardian_id" AND x8."record_from" <= $1::bigint AND $1::bigint < x8."record_until"
    )) THEN (
      SELECT json_build_object(
        'familyName', CASE WHEN (t6."record_from" <= $1::bigint AND $1::bigint < t6."record_until") THEN t6."family_name" END
      )
      FROM "guardian" t6
      WHERE t6."id" = t1."guardian_id" AND t6."school_id" = $2::bigint
    ) END
  )
  FROM "kinship" t1
  WHERE t1."id" = $3::bigint AND t1."school_id" = $2::bigint
)::text AS "data"
