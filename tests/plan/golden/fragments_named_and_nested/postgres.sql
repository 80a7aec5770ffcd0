WITH "mine1" AS (
  SELECT x3."class_id" AS "id"
  FROM "leadership" x3
  WHERE x3."staff_id" = $6::bigint AND x3."starts_on" <= $7::date AND (x3."ends_on" IS NULL OR $7::date <= x3."ends_on")
) SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'id', 'stu_' || r2."id"::text,
      'fullName', CASE WHEN r2."f0" THEN nullif(concat_ws(' ', r2."family_name", r2."given_name"), '') END,
      'familyName', CASE WHEN r2."f0" THEN r2."family_name" END,
      'schoolClass', CASE WHEN r2."f0" THEN (
        SELECT json_build_object(
          'name', t4."name",
          'grade', t4."grade"
        )
        FROM "class" t4
        WHERE t4."id" = r2."class_id"
      ) END
    )), '[]'::json)
  )
  FROM (
    SELECT u.*
    FROM (WITH "shown" AS (
      SELECT t1."id" AS "id", t1."family_name" AS "family_name", t1."given_name" AS "given_name", t1."class_id" AS "class_id", (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") AS "f0", t1."name_sort" AS "k0", t1."id" AS "k1"
      FROM "student" t1
      WHERE t1."school_id" = $2::bigint AND t1."class_id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) AND t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until"
      ORDER BY t1."name_sort" NULLS LAST, t1."id"
      LIMIT $3::bigint
    ) SELECT shown.* FROM "shown" shown UNION ALL SELECT h.* FROM (
      SELECT t1."id" AS "id", t1."family_name" AS "family_name", t1."given_name" AS "given_name", t1."class_id" AS "class_id", (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") AS "f0", CASE WHEN 1=0 THEN t1."name_sort" END AS "k0", t1."id" AS "k1"
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
