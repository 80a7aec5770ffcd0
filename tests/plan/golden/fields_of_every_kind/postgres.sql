SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'id', 'stu_' || r2."id"::text,
      'familyName', r2."family_name",
      'fullName', nullif(concat_ws(' ', r2."family_name", r2."given_name"), ''),
      'pin', CASE WHEN r2."f0" THEN r2."pin" END,
      'phone', CASE WHEN r2."f0" THEN r2."phone" END,
      'bornOn', r2."born_on"::text,
      'exempt', CASE WHEN r2."f1" THEN r2."exempt" END,
      'weight', trim_scale(CASE WHEN r2."f1" THEN r2."weight" END / 1000.0),
      'seenAt', to_char(to_timestamp(floor(r2."seen_at" / 1000.0)::bigint) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.') || lpad(((r2."seen_at" % 1000 + 1000) % 1000)::text, 3, '0') || 'Z',
      'status', CASE r2."status" WHEN 'on roll''s' THEN 'ON_ROLL' ELSE r2."status" END,
      'nameless', CASE WHEN r2."f2" THEN TRUE ELSE FALSE END,
      'isBlocked', CASE WHEN r2."f3" THEN TRUE ELSE FALSE END
    )), '[]'::json)
  )
  FROM (
    SELECT t1."id" AS "id", t1."family_name" AS "family_name", t1."given_name" AS "given_name", t1."pin" AS "pin", t1."phone" AS "phone", t1."born_on" AS "born_on", t1."exempt" AS "exempt", t1."weight" AS "weight", t1."seen_at" AS "seen_at", t1."status" AS "status", (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") AS "f0", (t1."health_from" <= $1::bigint AND (t1."health_until" IS NULL OR $1::bigint < t1."health_until")) AS "f1", t1."family_name" IS NULL AS "f2", t1."record_until" = 0 AS "f3"
    FROM "student" t1
    WHERE t1."school_id" = $2::bigint
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT $3::bigint
  ) r2
)::text AS "data"
