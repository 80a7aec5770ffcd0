SELECT CAST((
  SELECT json_object(
    'totalCount', (
      SELECT count(*)
      FROM "student" t1
      WHERE (t1."school_id" = ?1 AND (((t1."record_from" <= ?2 AND ?2 < t1."record_until") AND EXISTS (
        SELECT 1
        FROM "mark" w3
        WHERE (w3."student_id" = t1."id" AND w3."school_id" = ?1 AND CASE WHEN EXISTS (
          SELECT 1
          FROM "student" x4
          WHERE (x4."id" = w3."student_id" AND (x4."record_from" <= ?2 AND ?2 < x4."record_until"))
        ) THEN w3."value" END IN (
          SELECT value
          FROM json_each(?3)
        ))
      )) AND ((t1."name_search" >= ?4 AND t1."name_search" < ?5) OR t1."born_on" >= ?6)))
    ),
    'nodes', json_group_array(json_object(
      'id', ('stu_' || CAST(r2."id" AS TEXT)),
      'phone', CASE WHEN r2."f0" THEN r2."phone" END
    ))
  )
  FROM (
    SELECT t1."id" AS "id", t1."phone" AS "phone", (t1."record_from" <= ?2 AND ?2 < t1."record_until") AS "f0", CASE WHEN (t1."record_from" <= ?2 AND ?2 < t1."record_until") THEN t1."phone" END AS "k0"
    FROM "student" t1
    WHERE (t1."school_id" = ?1 AND (((t1."record_from" <= ?2 AND ?2 < t1."record_until") AND EXISTS (
      SELECT 1
      FROM "mark" w3
      WHERE (w3."student_id" = t1."id" AND w3."school_id" = ?1 AND CASE WHEN EXISTS (
        SELECT 1
        FROM "student" x4
        WHERE (x4."id" = w3."student_id" AND (x4."record_from" <= ?2 AND ?2 < x4."record_until"))
      ) THEN w3."value" END IN (
        SELECT value
        FROM json_each(?3)
      ))
    )) AND ((t1."name_search" >= ?4 AND t1."name_search" < ?5) OR t1."born_on" >= ?6)))
    ORDER BY "k0" DESC NULLS LAST, t1."id"
    LIMIT ?7
  ) r2
) AS TEXT) AS "data"
