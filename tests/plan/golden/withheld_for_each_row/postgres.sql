WITH "mine1" AS (
  SELECT x3."class_id" AS "id"
  FROM "leadership" x3
  WHERE x3."staff_id" = $6::bigint AND x3."starts_on" <= $7::date AND (x3."ends_on" IS NULL OR $7::date <= x3."ends_on")
) SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'id', 'stu_' || r2."id"::text,
      'phone', CASE WHEN r2."f0" THEN r2."phone" END,
      'exempt', CASE WHEN r2."f1" THEN r2."exempt" END,
      'weight', trim_scale(CASE WHEN r2."f1" THEN r2."weight" END / 1000.0),
      'marks', CASE WHEN r2."f0" THEN (
        SELECT json_build_object(
          'totalCount', (
            SELECT count(*)
            FROM "mark" t4
            WHERE t4."student_id" = r2."id" AND t4."school_id" = r2."school_id"
          )
        )
      ) END,
      'withheld', (
        SELECT coalesce(json_agg(kept.one), '[]'::json)
        FROM unnest(ARRAY[CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_build_object(
          'field', 'phone',
          'code', 'CONSENT_MISSING',
          'purpose', 'SCHOOL_RECORD'
        ) END, CASE WHEN NOT (coalesce(r2."f1", FALSE)) THEN json_build_object(
          'field', 'exempt',
          'code', 'CONSENT_MISSING',
          'purpose', 'HEALTH_SAFETY'
        ) END, CASE WHEN NOT (coalesce(r2."f1", FALSE)) THEN json_build_object(
          'field', 'weight',
          'code', 'CONSENT_MISSING',
          'purpose', 'HEALTH_SAFETY'
        ) END, CASE WHEN NOT (coalesce(r2."f0", FALSE)) THEN json_build_object(
          'field', 'marks',
          'code', 'CONSENT_MISSING',
          'purpose', 'SCHOOL_RECORD'
        ) END]::json[]) AS kept(one)
        WHERE kept.one IS NOT NULL
      )
    )), '[]'::json)
  )
  FROM (
    SELECT u.*
    FROM (WITH "shown" AS (
      SELECT t1."id" AS "id", t1."phone" AS "phone", t1."exempt" AS "exempt", t1."weight" AS "weight", t1."school_id" AS "school_id", (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") AS "f0", (t1."health_from" <= $1::bigint AND (t1."health_until" IS NULL OR $1::bigint < t1."health_until")) AS "f1", t1."name_sort" AS "k0", t1."id" AS "k1"
      FROM "student" t1
      WHERE t1."school_id" = $2::bigint AND t1."class_id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) AND t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until"
      ORDER BY t1."name_sort" NULLS LAST, t1."id"
      LIMIT $3::bigint
    ) SELECT shown.* FROM "shown" shown UNION ALL SELECT h.* FROM (
      SELECT t1."id" AS "id", t1."phone" AS "phone", t1."exempt" AS "exempt", t1."weight" AS "weight", t1."school_id" AS "school_id", (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") AS "f0", (t1."health_from" <= $1::bigint AND (t1."health_until" IS NULL OR $1::bigint < t1."health_until")) AS "f1", CASE WHEN 1=0 THEN t1."name_sort" END AS "k0", t1."id" AS "k1"
      FROM "student" t1
      WHERE t1."school_id" = $2::bigint AND t1."class_id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) AND NOT (coalesce((t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until"), FALSE))
      ORDER BY t1."id"
      LIMIT ($4::bigint - (
        SELECT count(s."k0")
        FROM "shown" s
      ))
    ) h) u
    ORDER BY u."k0" NULLS LAST, u."k1"
    LIMIT $5::bigint
  ) r2
)::text AS "data"
