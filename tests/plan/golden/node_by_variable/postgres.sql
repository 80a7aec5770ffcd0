WITH "mine1" AS (
  SELECT x2."class_id" AS "id"
  FROM "student" x2
  WHERE x2."id" = $2::bigint
) SELECT (
  SELECT json_build_object(
    '__typename', 'Student',
    'fullName', CASE WHEN (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") THEN nullif(concat_ws(' ', t1."family_name", t1."given_name"), '') END,
    'phone', CASE WHEN (t1."id" = $2::bigint AND t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") THEN t1."phone" END
  )
  FROM "student" t1
  WHERE t1."id" = $3::bigint AND (t1."class_id" IN (
    SELECT mine1."id"
    FROM "mine1" mine1
  ) OR t1."id" = $2::bigint)
)::text AS "data"
