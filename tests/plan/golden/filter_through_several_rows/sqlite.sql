SELECT CAST((
  SELECT json_object(
    'totalCount', (
      SELECT count(*)
      FROM "mark" t1
      WHERE (t1."school_id" = ?1 AND EXISTS (
        SELECT 1
        FROM "student" w3
        WHERE (w3."id" = t1."student_id" AND w3."school_id" = ?1 AND EXISTS (
          SELECT 1
          FROM "student" w4
          WHERE (w4."id" = w3."mentor_id" AND w4."school_id" = ?1 AND EXISTS (
            SELECT 1
            FROM "class" w5
            WHERE (w5."id" = w4."class_id" AND (w5."name" = ?2 AND EXISTS (
              SELECT 1
              FROM "school" w6
              WHERE (w6."id" = w5."school_id" AND (substr(isuo_folded(w6."name"), 1, length(?3)) = ?3 AND substr(isuo_exact(w6."name"), 1, length(?4)) = ?4))
            )))
          ))
        ))
      ))
    ),
    'nodes', json_group_array(json_object(
      'id', ('mrk_' || CAST(r2."id" AS TEXT))
    ))
  )
  FROM (
    SELECT t1."id" AS "id", CASE WHEN EXISTS (
      SELECT 1
      FROM "student" x7
      WHERE (x7."id" = t1."student_id" AND (x7."record_from" <= ?5 AND ?5 < x7."record_until"))
    ) THEN t1."given_at" END AS "k0"
    FROM "mark" t1
    WHERE (t1."school_id" = ?1 AND EXISTS (
      SELECT 1
      FROM "student" w3
      WHERE (w3."id" = t1."student_id" AND w3."school_id" = ?1 AND EXISTS (
        SELECT 1
        FROM "student" w4
        WHERE (w4."id" = w3."mentor_id" AND w4."school_id" = ?1 AND EXISTS (
          SELECT 1
          FROM "class" w5
          WHERE (w5."id" = w4."class_id" AND (w5."name" = ?2 AND EXISTS (
            SELECT 1
            FROM "school" w6
            WHERE (w6."id" = w5."school_id" AND (substr(isuo_folded(w6."name"), 1, length(?3)) = ?3 AND substr(isuo_exact(w6."name"), 1, length(?4)) = ?4))
          )))
        ))
      ))
    ))
    ORDER BY "k0" NULLS LAST, t1."id"
    LIMIT ?6
  ) r2
) AS TEXT) AS "data"
