SELECT (
  SELECT json_object(
    'totalCount', (
      SELECT count(*)
      FROM "student" t1
      WHERE t1."school_id" = ?1 AND t1."record_from" <= ?2 AND ?2 < t1."record_until" AND EXISTS (
        SELECT 1
        FROM "mark" w3
        WHERE w3."student_id" = t1."id" AND w3."school_id" = ?1 AND EXISTS (
          SELECT 1
          FROM "student" x4
          WHERE x4."id" = w3."student_id" AND x4."record_from" <= ?2 AND ?2 < x4."record_until"
        ) AND w3."value" IN (
          SELECT value
          FROM json_each(?3)
        )
      ) AND ((t1."name_search" >= ?4 AND t1."name_search" < ?5 AND substr(isuo_folded(t1."family_name"), 1, length(?6)) = ?6 AND (?7 = '' OR substr(isuo_exact(t1."family_name"), 1, length(?7)) = ?7)) OR t1."born_on" >= ?8)
    ),
    'nodes', json_group_array(json_object(
      'id', 'stu_' || r2."id",
      'phone', CASE WHEN r2."f0" THEN r2."phone" END
    ))
  )
  FROM (
    SELECT u.*
    FROM (WITH "shown" AS (
      SELECT t1."id" AS "id", t1."phone" AS "phone", (t1."record_from" <= ?2 AND ?2 < t1."record_until") AS "f0", isuo_ordered(t1."phone") AS "k0", t1."id" AS "k1"
      FROM "student" t1
      WHERE t1."school_id" = ?1 AND t1."record_from" <= ?2 AND ?2 < t1."record_until" AND EXISTS (
        SELECT 1
        FROM "mark" w3
        WHERE w3."student_id" = t1."id" AND w3."school_id" = ?1 AND EXISTS (
          SELECT 1
          FROM "student" x4
          WHERE x4."id" = w3."student_id" AND x4."record_from" <= ?2 AND ?2 < x4."record_until"
        ) AND w3."value" IN (
          SELECT value
          FROM json_each(?3)
        )
      ) AND ((t1."name_search" >= ?4 AND t1."name_search" < ?5 AND substr(isuo_folded(t1."family_name"), 1, length(?6)) = ?6 AND (?7 = '' OR substr(isuo_exact(t1."family_name"), 1, length(?7)) = ?7)) OR t1."born_on" >= ?8) AND t1."record_from" <= ?2 AND ?2 < t1."record_until"
      ORDER BY isuo_ordered(t1."phone") DESC NULLS LAST, t1."id"
      LIMIT ?9
    ) SELECT shown.* FROM "shown" shown UNION ALL SELECT h.* FROM (
      SELECT t1."id" AS "id", t1."phone" AS "phone", (t1."record_from" <= ?2 AND ?2 < t1."record_until") AS "f0", CASE WHEN 1=0 THEN isuo_ordered(t1."phone") END AS "k0", t1."id" AS "k1"
      FROM "student" t1
      WHERE t1."school_id" = ?1 AND t1."record_from" <= ?2 AND ?2 < t1."record_until" AND EXISTS (
        SELECT 1
        FROM "mark" w3
        WHERE w3."student_id" = t1."id" AND w3."school_id" = ?1 AND EXISTS (
          SELECT 1
          FROM "student" x4
          WHERE x4."id" = w3."student_id" AND x4."record_from" <= ?2 AND ?2 < x4."record_until"
        ) AND w3."value" IN (
          SELECT value
          FROM json_each(?3)
        )
      ) AND ((t1."name_search" >= ?4 AND t1."name_search" < ?5 AND substr(isuo_folded(t1."family_name"), 1, length(?6)) = ?6 AND (?7 = '' OR substr(isuo_exact(t1."family_name"), 1, length(?7)) = ?7)) OR t1."born_on" >= ?8) AND NOT (coalesce((t1."record_from" <= ?2 AND ?2 < t1."record_until"), FALSE))
      ORDER BY t1."id"
      LIMIT (?10 - (
        SELECT count(s."k0")
        FROM "shown" s
      ))
    ) h) u
    ORDER BY u."k0" DESC NULLS LAST, u."k1"
    LIMIT ?11
  ) r2
) AS "data"
