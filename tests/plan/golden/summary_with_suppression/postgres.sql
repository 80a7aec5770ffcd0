SELECT (
  SELECT coalesce(json_agg(json_build_object(
    'key', json_build_object(
      'status', CASE s."k0" WHEN 'on roll''s' THEN 'ON_ROLL' ELSE s."k0" END
    ),
    'count', s."n",
    'average', json_build_object(
      'weight', trim_scale(CASE WHEN s."c0" >= 5 THEN s."m0" END / 1000.0)
    )
  )), '[]'::json)
  FROM (
    SELECT g.*
    FROM (
      SELECT c.*, coalesce(sum(CASE WHEN c."n" < 5 THEN c."n" ELSE 0 END) OVER (), 0) AS "hidden", row_number() OVER (ORDER BY CASE WHEN c."n" < 5 THEN 1 ELSE 0 END, c."n", c."k0" NULLS LAST) AS "rank"
      FROM (
        SELECT CASE WHEN (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") THEN t1."status" END AS "k0", count(*) AS "n", div(sum(CASE WHEN (t1."health_from" <= $1::bigint AND (t1."health_until" IS NULL OR $1::bigint < t1."health_until")) THEN t1."weight" END) * 1 + count(CASE WHEN (t1."health_from" <= $1::bigint AND (t1."health_until" IS NULL OR $1::bigint < t1."health_until")) THEN t1."weight" END) / 2, nullif(count(CASE WHEN (t1."health_from" <= $1::bigint AND (t1."health_until" IS NULL OR $1::bigint < t1."health_until")) THEN t1."weight" END), 0))::bigint AS "m0", count(CASE WHEN (t1."health_from" <= $1::bigint AND (t1."health_until" IS NULL OR $1::bigint < t1."health_until")) THEN t1."weight" END) AS "c0"
        FROM "student" t1
        GROUP BY CASE WHEN (t1."record_from" <= $1::bigint AND $1::bigint < t1."record_until") THEN t1."status" END
        HAVING count(*) > 0
      ) c
    ) g
    WHERE (g."n" >= 5 AND NOT (((g."hidden" > 0 AND g."hidden" < 5) AND g."rank" = 1)))
    ORDER BY g."k0" NULLS LAST
    LIMIT 1000
  ) s
)::text AS "data"

SELECT (
  SELECT coalesce(json_agg(json_build_object(
    'key', json_build_object(
      'value', s."k0"
    ),
    'count', s."n",
    'average', json_build_object(
      'share', trim_scale(CASE WHEN s."c0" >= 5 THEN s."m0" END / 1000.0)
    )
  )), '[]'::json)
  FROM (
    SELECT g.*
    FROM (
      SELECT c.*, coalesce(sum(CASE WHEN c."n" < 5 THEN c."n" ELSE 0 END) OVER (), 0) AS "hidden", row_number() OVER (ORDER BY CASE WHEN c."n" < 5 THEN 1 ELSE 0 END, c."n", c."k0" NULLS LAST) AS "rank"
      FROM (
        SELECT CASE WHEN EXISTS (
          SELECT 1
          FROM "student" x2
          WHERE (x2."id" = t1."student_id" AND (x2."record_from" <= $1::bigint AND $1::bigint < x2."record_until"))
        ) THEN t1."value" END AS "k0", count(*) AS "n", div(sum(CASE WHEN EXISTS (
          SELECT 1
          FROM "student" x3
          WHERE (x3."id" = t1."student_id" AND (x3."record_from" <= $1::bigint AND $1::bigint < x3."record_until"))
        ) THEN t1."share" END) * 1 + count(CASE WHEN EXISTS (
          SELECT 1
          FROM "student" x3
          WHERE (x3."id" = t1."student_id" AND (x3."record_from" <= $1::bigint AND $1::bigint < x3."record_until"))
        ) THEN t1."share" END) / 2, nullif(count(CASE WHEN EXISTS (
          SELECT 1
          FROM "student" x3
          WHERE (x3."id" = t1."student_id" AND (x3."record_from" <= $1::bigint AND $1::bigint < x3."record_until"))
        ) THEN t1."share" END), 0))::bigint AS "m0", count(CASE WHEN EXISTS (
          SELECT 1
          FROM "student" x4
          WHERE (x4."id" = t1."student_id" AND (x4."record_from" <= $1::bigint AND $1::bigint < x4."record_until"))
        ) THEN t1."share" END) AS "c0"
        FROM "mark" t1
        GROUP BY CASE WHEN EXISTS (
          SELECT 1
          FROM "student" x2
          WHERE (x2."id" = t1."student_id" AND (x2."record_from" <= $1::bigint AND $1::bigint < x2."record_until"))
        ) THEN t1."value" END
        HAVING count(*) > 0
      ) c
    ) g
    WHERE (g."n" >= 5 AND NOT (((g."hidden" > 0 AND g."hidden" < 5) AND g."rank" = 1)))
    ORDER BY g."k0" NULLS LAST
    LIMIT 1000
  ) s
)::text AS "data"

SELECT (
  SELECT coalesce(json_agg(json_build_object(
    'count', s."n",
    'average', json_build_object(
      'share', trim_scale(CASE WHEN s."c0" >= 5 THEN s."m0" END / 1000.0)
    )
  )), '[]'::json)
  FROM (
    SELECT g.*
    FROM (
      SELECT c.*, coalesce(sum(CASE WHEN c."n" < 5 THEN c."n" ELSE 0 END) OVER (), 0) AS "hidden", row_number() OVER (ORDER BY CASE WHEN c."n" < 5 THEN 1 ELSE 0 END, c."n") AS "rank"
      FROM (
        SELECT count(*) AS "n", div(sum(CASE WHEN EXISTS (
          SELECT 1
          FROM "student" x2
          WHERE (x2."id" = t1."student_id" AND (x2."record_from" <= $1::bigint AND $1::bigint < x2."record_until"))
        ) THEN t1."share" END) * 1 + count(CASE WHEN EXISTS (
          SELECT 1
          FROM "student" x2
          WHERE (x2."id" = t1."student_id" AND (x2."record_from" <= $1::bigint AND $1::bigint < x2."record_until"))
        ) THEN t1."share" END) / 2, nullif(count(CASE WHEN EXISTS (
          SELECT 1
          FROM "student" x2
          WHERE (x2."id" = t1."student_id" AND (x2."record_from" <= $1::bigint AND $1::bigint < x2."record_until"))
        ) THEN t1."share" END), 0))::bigint AS "m0", count(CASE WHEN EXISTS (
          SELECT 1
          FROM "student" x3
          WHERE (x3."id" = t1."student_id" AND (x3."record_from" <= $1::bigint AND $1::bigint < x3."record_until"))
        ) THEN t1."share" END) AS "c0"
        FROM "mark" t1
      ) c
    ) g
    WHERE (g."n" >= 5 AND NOT (((g."hidden" > 0 AND g."hidden" < 5) AND g."rank" = 1)))
    LIMIT 1000
  ) s
)::text AS "data"

SELECT (
  SELECT coalesce(json_agg(json_build_object(
    'count', s."n"
  )), '[]'::json)
  FROM (
    SELECT g.*
    FROM (
      SELECT c.*, coalesce(sum(CASE WHEN c."n" < 5 THEN c."n" ELSE 0 END) OVER (), 0) AS "hidden", row_number() OVER (ORDER BY CASE WHEN c."n" < 5 THEN 1 ELSE 0 END, c."n") AS "rank"
      FROM (
        SELECT count(*) AS "n"
        FROM "mark" t1
        WHERE CASE WHEN EXISTS (
          SELECT 1
          FROM "student" x2
          WHERE (x2."id" = t1."student_id" AND (x2."record_from" <= $1::bigint AND $1::bigint < x2."record_until"))
        ) THEN t1."value" END > $2::bigint
      ) c
    ) g
    WHERE (g."n" >= 5 AND NOT (((g."hidden" > 0 AND g."hidden" < 5) AND g."rank" = 1)) AND ((
      SELECT count(*)
      FROM "mark" t1
    ) = (
      SELECT count(*)
      FROM "mark" t1
      WHERE CASE WHEN EXISTS (
        SELECT 1
        FROM "student" x2
        WHERE (x2."id" = t1."student_id" AND (x2."record_from" <= $1::bigint AND $1::bigint < x2."record_until"))
      ) THEN t1."value" END > $2::bigint
    ) OR (
      SELECT count(*)
      FROM "mark" t1
    ) >= ((
      SELECT count(*)
      FROM "mark" t1
      WHERE CASE WHEN EXISTS (
        SELECT 1
        FROM "student" x2
        WHERE (x2."id" = t1."student_id" AND (x2."record_from" <= $1::bigint AND $1::bigint < x2."record_until"))
      ) THEN t1."value" END > $2::bigint
    ) + 5)))
    LIMIT 1000
  ) s
)::text AS "data"
