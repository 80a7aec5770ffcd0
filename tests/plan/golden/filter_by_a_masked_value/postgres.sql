SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'id', 'stu_' || r2."id"::text
    )), '[]'::json)
  )
  FROM (
    SELECT t1."id" AS "id"
    FROM "student" t1
    WHERE t1."school_id" = $1::bigint AND ((t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until" AND t1."phone" = $3::text) OR (CASE WHEN (t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until") THEN t1."phone" END IS NULL) = $4::boolean) AND NOT (coalesce((t1."health_from" <= $2::bigint AND (t1."health_until" IS NULL OR $2::bigint < t1."health_until") AND t1."exempt" = $5::boolean), FALSE))
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT $6::bigint
  ) r2
)::text AS "data"
