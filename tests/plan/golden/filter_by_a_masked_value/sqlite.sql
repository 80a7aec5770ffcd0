SELECT (
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'id', 'stu_' || r2."id"
    ))
  )
  FROM (
    SELECT t1."id" AS "id"
    FROM "student" t1
    WHERE t1."school_id" = ?1 AND ((t1."record_from" <= ?2 AND ?2 < t1."record_until" AND t1."phone" = ?3) OR (CASE WHEN (t1."record_from" <= ?2 AND ?2 < t1."record_until") THEN t1."phone" END IS NULL) = ?4) AND NOT (coalesce((t1."health_from" <= ?2 AND (t1."health_until" IS NULL OR ?2 < t1."health_until") AND t1."exempt" = ?5), FALSE))
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT ?6
  ) r2
) AS "data"
