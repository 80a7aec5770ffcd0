SELECT (
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'id', 'stu_' || r2."id"
    ))
  )
  FROM (
    SELECT t1."id" AS "id"
    FROM "student" t1
    WHERE t1."school_id" = ?1 AND t1."record_from" <= ?2 AND ?2 < t1."record_until" AND EXISTS (
      SELECT 1
      FROM "mark" w3
      WHERE w3."student_id" = t1."id" AND w3."school_id" = ?1 AND EXISTS (
        SELECT 1
        FROM "student" x4
        WHERE x4."id" = w3."student_id" AND x4."record_from" <= ?2 AND ?2 < x4."record_until"
      ) AND w3."value" >= ?3 AND EXISTS (
        SELECT 1
        FROM "order" w5
        WHERE w5."id" = w3."topic_id" AND instr(isuo_folded(w5."title"), ?4) > 0 AND (?5 = '' OR instr(isuo_exact(w5."title"), ?5) > 0)
      )
    )
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT ?6
  ) r2
) AS "data"

SELECT (
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'id', 'stu_' || r2."id"
    ))
  )
  FROM (
    SELECT t1."id" AS "id"
    FROM "student" t1
    WHERE t1."school_id" = ?1 AND NOT (coalesce((t1."record_from" <= ?2 AND ?2 < t1."record_until" AND NOT (EXISTS (
      SELECT 1
      FROM "mark" w3
      WHERE w3."student_id" = t1."id" AND w3."school_id" = ?1 AND 1=1
    ))), FALSE)) AND t1."record_from" <= ?2 AND ?2 < t1."record_until" AND NOT (EXISTS (
      SELECT 1
      FROM "student" w4
      WHERE w4."mentor_id" = t1."id" AND w4."school_id" = ?1 AND (CASE WHEN (w4."record_from" <= ?2 AND ?2 < w4."record_until") THEN w4."phone" END IS NULL) = ?3
    ))
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT ?4
  ) r2
) AS "data"
