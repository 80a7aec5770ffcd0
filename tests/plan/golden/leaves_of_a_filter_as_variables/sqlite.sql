SELECT (
  SELECT json_object(
    'totalCount', (
      SELECT count(*)
      FROM "student" t1
      WHERE t1."school_id" = ?1 AND t1."family_name" = ?2 AND t1."born_on" IN (
        SELECT value
        FROM json_each(?3)
      ) AND t1."health_from" <= ?4 AND (t1."health_until" IS NULL OR ?4 < t1."health_until") AND t1."exempt" = ?5 AND (CASE WHEN (t1."record_from" <= ?4 AND ?4 < t1."record_until") THEN t1."phone" END IS NULL) = ?6 AND 1=1
    )
  )
) AS "data"
