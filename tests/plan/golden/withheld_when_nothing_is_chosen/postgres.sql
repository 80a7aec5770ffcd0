SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'id', ('stu_' || r2."id"::text),
      'withheld', (
        SELECT coalesce(json_agg(kept.one), '[]'::json)
        FROM unnest(ARRAY[CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_build_object(
          'field', 'familyName',
          'code', 'CONSENT_MISSING'
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_build_object(
          'field', 'fullName',
          'code', 'CONSENT_MISSING'
        ) END, CASE WHEN NOT (coalesce(r2."f2", FALSE)) THEN json_build_object(
          'field', 'pin',
          'code', CASE WHEN r2."f1" THEN 'CONSENT_MISSING' ELSE 'NOT_IN_SCOPE' END
        ) END, CASE WHEN NOT (coalesce(r2."f2", FALSE)) THEN json_build_object(
          'field', 'phone',
          'code', CASE WHEN r2."f1" THEN 'CONSENT_MISSING' ELSE 'NOT_IN_SCOPE' END
        ) END, CASE WHEN NOT (coalesce(r2."f2", FALSE)) THEN json_build_object(
          'field', 'bornOn',
          'code', CASE WHEN r2."f1" THEN 'CONSENT_MISSING' ELSE 'NOT_IN_SCOPE' END
        ) END, CASE WHEN NOT (coalesce(r2."f3", FALSE)) THEN json_build_object(
          'field', 'exempt',
          'code', CASE WHEN r2."f1" THEN 'CONSENT_MISSING' ELSE 'NOT_IN_SCOPE' END
        ) END, CASE WHEN NOT (coalesce(r2."f3", FALSE)) THEN json_build_object(
          'field', 'weight',
          'code', CASE WHEN r2."f1" THEN 'CONSENT_MISSING' ELSE 'NOT_IN_SCOPE' END
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_build_object(
          'field', 'seenAt',
          'code', 'CONSENT_MISSING'
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_build_object(
          'field', 'status',
          'code', 'CONSENT_MISSING'
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_build_object(
          'field', 'isBlocked',
          'code', 'CONSENT_MISSING'
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_build_object(
          'field', 'schoolClass',
          'code', 'CONSENT_MISSING'
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_build_object(
          'field', 'mentor',
          'code', 'CONSENT_MISSING'
        ) END, CASE WHEN NOT (coalesce(r2."f2", FALSE)) THEN json_build_object(
          'field', 'mentored',
          'code', CASE WHEN r2."f1" THEN 'CONSENT_MISSING' ELSE 'NOT_IN_SCOPE' END
        ) END, CASE WHEN NOT (coalesce(r2."f2", FALSE)) THEN json_build_object(
          'field', 'marks',
          'code', CASE WHEN r2."f1" THEN 'CONSENT_MISSING' ELSE 'NOT_IN_SCOPE' END
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_build_object(
          'field', 'kinships',
          'code', 'CONSENT_MISSING'
        ) END]::json[]) AS kept(one)
        WHERE kept.one IS NOT NULL
      )
    )), '[]'::json)
  )
  FROM (
    SELECT t1."id" AS "id", (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") AS "f0", t1."id" IN (
      SELECT x6."student_id"
      FROM "kinship" x6
      WHERE (x6."guardian_id" = $2::bigint AND x6."may_see" = TRUE AND (x6."starts_on" <= $3::date AND (x6."ends_on" IS NULL OR $3::date <= x6."ends_on")))
    ) AS "f1", (t1."id" IN (
      SELECT x7."student_id"
      FROM "kinship" x7
      WHERE (x7."guardian_id" = $2::bigint AND x7."may_see" = TRUE AND (x7."starts_on" <= $3::date AND (x7."ends_on" IS NULL OR $3::date <= x7."ends_on")))
    ) AND (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until")) AS "f2", (t1."id" IN (
      SELECT x8."student_id"
      FROM "kinship" x8
      WHERE (x8."guardian_id" = $2::bigint AND x8."may_see" = TRUE AND (x8."starts_on" <= $3::date AND (x8."ends_on" IS NULL OR $3::date <= x8."ends_on")))
    ) AND (t1."health_from" <= $1::bigint AND (t1."health_until" IS NULL OR $1::bigint < t1."health_until"))) AS "f3", CASE WHEN (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") THEN t1."name_sort" END AS "k0"
    FROM "student" t1
    WHERE (t1."id" IN (
      SELECT x3."student_id"
      FROM "kinship" x3
      WHERE (x3."guardian_id" = $2::bigint AND x3."may_see" = TRUE AND (x3."starts_on" <= $3::date AND (x3."ends_on" IS NULL OR $3::date <= x3."ends_on")))
    ) OR (t1."class_id" IN (
      SELECT x4."class_id"
      FROM "student" x4
      WHERE x4."id" IN (
        SELECT x5."student_id"
        FROM "kinship" x5
        WHERE (x5."guardian_id" = $2::bigint AND x5."may_see" = TRUE AND (x5."starts_on" <= $3::date AND (x5."ends_on" IS NULL OR $3::date <= x5."ends_on")))
      )
    ) AND (t1."community_from" <= $1::bigint AND $1::bigint < t1."community_until")))
    ORDER BY "k0" NULLS LAST, t1."id"
    LIMIT $4::bigint
  ) r2
)::text AS "data"
