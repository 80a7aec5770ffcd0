SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'id', ('stu_' || r2."id"::text),
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
    SELECT t1."id" AS "id", t1."family_name" AS "family_name", t1."given_name" AS "given_name", t1."class_id" AS "class_id", (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") AS "f0", CASE WHEN (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") THEN t1."name_sort" END AS "k0"
    FROM "student" t1
    WHERE (t1."school_id" = $2::bigint AND t1."class_id" IN (
      SELECT x3."class_id"
      FROM "leadership" x3
      WHERE (x3."staff_id" = $3::bigint AND (x3."starts_on" <= $4::date AND (x3."ends_on" IS NULL OR $4::date <= x3."ends_on")))
    ))
    ORDER BY "k0" NULLS LAST, t1."id"
    LIMIT $5::bigint
  ) r2
)::text AS "data"
