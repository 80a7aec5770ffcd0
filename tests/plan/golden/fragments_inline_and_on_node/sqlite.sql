SELECT (
  SELECT json_object(
    '__typename', 'Student',
    'id', 'stu_' || t1."id",
    'fullName', nullif(substr(coalesce(' ' || t1."family_name", '') || coalesce(' ' || t1."given_name", ''), 2), ''),
    'status', CASE t1."status" WHEN 'on roll''s' THEN 'ON_ROLL' ELSE t1."status" END
  )
  FROM "student" t1
  WHERE t1."id" = ?1 AND t1."school_id" = ?2
) AS "data"
