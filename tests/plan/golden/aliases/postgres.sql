SELECT (
  SELECT json_build_object(
    'rows', coalesce(json_agg(json_build_object(
      'a', 'stu_' || r2."id"::text,
      'b', 'stu_' || r2."id"::text,
      'name', nullif(concat_ws(' ', r2."family_name", r2."given_name"), '')
    )), '[]'::json),
    'n', (
      SELECT count(*)
      FROM "student" t1
      WHERE t1."school_id" = $1::bigint
    )
  )
  FROM (
    SELECT t1."id" AS "id", t1."family_name" AS "family_name", t1."given_name" AS "given_name"
    FROM "student" t1
    WHERE t1."school_id" = $1::bigint
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT $2::bigint
  ) r2
)::text AS "data"

SELECT (
  SELECT json_build_object(
    'rows', coalesce(json_agg(json_build_object(
      'a', 'stu_' || r2."id"::text
    )), '[]'::json)
  )
  FROM (
    SELECT t1."id" AS "id"
    FROM "student" t1
    WHERE t1."school_id" = $1::bigint
    ORDER BY t1."name_sort" DESC NULLS LAST, t1."id"
    LIMIT $2::bigint
  ) r2
)::text AS "data"
