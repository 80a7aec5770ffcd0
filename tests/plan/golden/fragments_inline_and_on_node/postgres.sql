SELECT (
  SELECT json_build_object(
    '__typename', 'Student',
    'id', 'stu_' || t1."id"::text,
    'fullName', nullif(concat_ws(' ', t1."family_name", t1."given_name"), ''),
    'status', CASE t1."status" WHEN 'on roll''s' THEN 'ON_ROLL' ELSE t1."status" END
  )
  FROM "student" t1
  WHERE t1."id" = $1::bigint AND t1."school_id" = $2::bigint
)::text AS "data"
