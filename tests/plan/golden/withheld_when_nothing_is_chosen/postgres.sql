WITH "mine1" AS (
  SELECT x3."student_id" AS "id"
  FROM "kinship" x3
  WHERE x3."guardian_id" = $5::bigint AND x3."may_see" = TRUE AND x3."starts_on" <= $6::date AND (x3."ends_on" IS NULL OR $6::date <= x3."ends_on")
), "mine2" AS (
  SELECT x4."class_id" AS "id"
  FROM "student" x4
  WHERE x4."id" IN (
    SELECT mine1."id"
    FROM "mine1" mine1
  )
) SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'id', 'stu_' || r2."id"::text,
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
    SELECT u.*
    FROM (WITH "shown" AS (
      SELECT t1."id" AS "id", (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") AS "f0", t1."id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) AS "f1", (t1."id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) AND t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") AS "f2", (t1."id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) AND t1."health_from" <= $1::bigint AND (t1."health_until" IS NULL OR $1::bigint < t1."health_until")) AS "f3", t1."name_sort" AS "k0", t1."id" AS "k1"
      FROM "student" t1
      WHERE (t1."id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) OR (t1."class_id" IN (
        SELECT mine2."id"
        FROM "mine2" mine2
      ) AND t1."community_from" <= $1::bigint AND $1::bigint < t1."community_until")) AND t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until"
      ORDER BY t1."name_sort" NULLS LAST, t1."id"
      LIMIT $2::bigint
    ) SELECT shown.* FROM "shown" shown UNION ALL SELECT h.* FROM (
      SELECT t1."id" AS "id", (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") AS "f0", t1."id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) AS "f1", (t1."id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) AND t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") AS "f2", (t1."id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) AND t1."health_from" <= $1::bigint AND (t1."health_until" IS NULL OR $1::bigint < t1."health_until")) AS "f3", CASE WHEN 1=0 THEN t1."name_sort" END AS "k0", t1."id" AS "k1"
      FROM "student" t1
      WHERE (t1."id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) OR (t1."class_id" IN (
        SELECT mine2."id"
        FROM "mine2" mine2
      ) AND t1."community_from" <= $1::bigint AND $1::bigint < t1."community_until")) AND NOT (coalesce((t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until"), FALSE))
      ORDER BY t1."id"
      LIMIT ($3::bigint - (
        SELECT count(s."k0")
        FROM "shown" s
      ))
    ) h) u
    ORDER BY u."k0" NULLS LAST, u."k1"
    LIMIT $4::bigint
  ) r2
)::text AS "data"
