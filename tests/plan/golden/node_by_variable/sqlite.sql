WITH "mine1" AS (
  SELECT x2."class_id" AS "id"
  FROM "student" x2
  WHERE x2."id" = ?2
) SELECT (
  SELECT json_object(
    '__typename', 'Student',
    'fullName', CASE WHEN (t1."record_from" <= ?1 AND ?1 < t1."record_until") THEN nullif(substr(coalesce(' ' || t1."family_name", '') || coalesce(' ' || t1."given_name", ''), 2), '') END,
    'phone', CASE WHEN (t1."id" = ?2 AND t1."record_from" <= ?1 AND ?1 < t1."record_until") THEN t1."phone" END
  )
  FROM "student" t1
  WHERE t1."id" = ?3 AND (t1."class_id" IN (
    SELECT mine1."id"
    FROM "mine1" mine1
  ) OR t1."id" = ?2)
) AS "data"
