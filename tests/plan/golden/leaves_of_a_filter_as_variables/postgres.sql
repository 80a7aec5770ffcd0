SELECT (
  SELECT json_build_object(
    'totalCount', (
      SELECT count(*)
      FROM "student" t1
      WHERE t1."school_id" = $1::bigint AND t1."family_name" = $2::text AND t1."born_on" = ANY ($3::date[]) AND t1."health_from" <= $4::bigint AND (t1."health_until" IS NULL OR $4::bigint < t1."health_until") AND t1."exempt" = $5::boolean AND (CASE WHEN (t1."record_from" <= $4::bigint AND $4::bigint < t1."record_until") THEN t1."phone" END IS NULL) = $6::boolean AND 1=1
    )
  )
)::text AS "data"
