SELECT CAST((WITH "step 0" AS (
  SELECT CASE WHEN r."f0" THEN r."x0" END AS "k0", count(*) AS "n", sum(CASE WHEN r."f1" THEN r."x1" END) AS "s0", count(CASE WHEN r."f1" THEN r."x1" END) AS "c0"
  FROM (
    SELECT t1."status" AS "x0", t1."weight" AS "x1", (t1."record_from" <= ?1 AND ?1 < t1."record_until") AS "f0", (t1."health_from" <= ?1 AND (t1."health_until" IS NULL OR ?1 < t1."health_until")) AS "f1"
    FROM "student" t1
  ) r
  GROUP BY CASE WHEN r."f0" THEN r."x0" END
), "step 1" AS (
  SELECT c.*, sum(c."n") OVER () AS "all", sum(CASE WHEN c."n" < 5 THEN c."n" ELSE 0 END) OVER () AS "n_few", rank() OVER ( ORDER BY CASE WHEN c."n" < 5 THEN 1 ELSE 0 END, c."n", c."k0" NULLS LAST) AS "n_rank", sum(CASE WHEN c."c0" < 5 THEN c."c0" ELSE 0 END) OVER () AS "c0_few", rank() OVER ( ORDER BY CASE WHEN c."c0" < 5 THEN 1 ELSE 0 END, c."c0", c."k0" NULLS LAST) AS "c0_rank"
  FROM "step 0" c
), "step 2" AS (
  SELECT c.*, CASE WHEN (c."n" < 5 OR (c."n_few" > 0 AND c."n_few" < 5 AND c."n_rank" = 1)) THEN 0 ELSE 1 END AS "d"
  FROM "step 1" c
), "step 3" AS (
  SELECT CASE WHEN c."d" > 0 THEN c."k0" END AS "k0", c."n" AS "n", CASE WHEN (c."c0" >= 5 AND NOT ((c."c0_few" > 0 AND c."c0_few" < 5 AND c."c0_rank" = 1))) THEN c."s0" END AS "s0", CASE WHEN (c."c0" >= 5 AND NOT ((c."c0_few" > 0 AND c."c0_few" < 5 AND c."c0_rank" = 1))) THEN c."c0" END AS "c0"
  FROM "step 2" c
  WHERE c."all" >= 5
) SELECT json_group_array(json_object(
  'key', json_object(
    'status', CASE s."k0" WHEN 'on roll''s' THEN 'ON_ROLL' ELSE s."k0" END
  ),
  'count', s."n",
  'average', json_object(
    'weight', CASE WHEN ((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0)) % 1000 = 0 THEN ((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0)) / 1000 ELSE json(CASE WHEN ((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0)) < 0 THEN '-' ELSE '' END || (abs(((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0))) / 1000) || rtrim(printf('.%03d', abs(((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0))) % 1000), '0')) END
  )
)) FROM (
  SELECT g.*
  FROM (
    SELECT a."k0" AS "k0", sum(a."n") AS "n", sum(a."s0") AS "s0", sum(a."c0") AS "c0"
    FROM "step 3" a
    GROUP BY a."k0"
  ) g
  WHERE g."n" >= 5
  ORDER BY g."k0" NULLS LAST
  LIMIT 1000
) s) AS TEXT) AS "data"

SELECT CAST((WITH "step 0" AS (
  SELECT CASE WHEN r."f0" THEN r."x0" END AS "k0", coalesce(sum(r."n"), 0) AS "n", sum(CASE WHEN r."f0" THEN r."s0" END) AS "s0", coalesce(sum(CASE WHEN r."f0" THEN r."c0" END), 0) AS "c0"
  FROM (
    SELECT t1."value" AS "x0", count(*) AS "n", sum(t1."share") AS "s0", count(t1."share") AS "c0", EXISTS (
      SELECT 1
      FROM "student" x2
      WHERE x2."id" = t1."student_id" AND x2."record_from" <= ?1 AND ?1 < x2."record_until"
    ) AS "f0"
    FROM "mark" t1
    GROUP BY t1."value", t1."student_id"
  ) r
  GROUP BY CASE WHEN r."f0" THEN r."x0" END
), "step 1" AS (
  SELECT c.*, sum(c."n") OVER () AS "all", sum(CASE WHEN c."n" < 5 THEN c."n" ELSE 0 END) OVER () AS "n_few", rank() OVER ( ORDER BY CASE WHEN c."n" < 5 THEN 1 ELSE 0 END, c."n", c."k0" NULLS LAST) AS "n_rank", sum(CASE WHEN c."c0" < 5 THEN c."c0" ELSE 0 END) OVER () AS "c0_few", rank() OVER ( ORDER BY CASE WHEN c."c0" < 5 THEN 1 ELSE 0 END, c."c0", c."k0" NULLS LAST) AS "c0_rank"
  FROM "step 0" c
), "step 2" AS (
  SELECT c.*, CASE WHEN (c."n" < 5 OR (c."n_few" > 0 AND c."n_few" < 5 AND c."n_rank" = 1)) THEN 0 ELSE 1 END AS "d"
  FROM "step 1" c
), "step 3" AS (
  SELECT CASE WHEN c."d" > 0 THEN c."k0" END AS "k0", c."n" AS "n", CASE WHEN (c."c0" >= 5 AND NOT ((c."c0_few" > 0 AND c."c0_few" < 5 AND c."c0_rank" = 1))) THEN c."s0" END AS "s0", CASE WHEN (c."c0" >= 5 AND NOT ((c."c0_few" > 0 AND c."c0_few" < 5 AND c."c0_rank" = 1))) THEN c."c0" END AS "c0"
  FROM "step 2" c
  WHERE c."all" >= 5
) SELECT json_group_array(json_object(
  'key', json_object(
    'value', s."k0"
  ),
  'count', s."n",
  'average', json_object(
    'share', CASE WHEN ((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0)) % 1000 = 0 THEN ((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0)) / 1000 ELSE json(CASE WHEN ((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0)) < 0 THEN '-' ELSE '' END || (abs(((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0))) / 1000) || rtrim(printf('.%03d', abs(((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0))) % 1000), '0')) END
  )
)) FROM (
  SELECT g.*
  FROM (
    SELECT a."k0" AS "k0", sum(a."n") AS "n", sum(a."s0") AS "s0", sum(a."c0") AS "c0"
    FROM "step 3" a
    GROUP BY a."k0"
  ) g
  WHERE g."n" >= 5
  ORDER BY g."k0" NULLS LAST
  LIMIT 1000
) s) AS TEXT) AS "data"

SELECT CAST((WITH "step 0" AS (
  SELECT coalesce(sum(r."n"), 0) AS "n", sum(CASE WHEN r."f0" THEN r."s0" END) AS "s0", coalesce(sum(CASE WHEN r."f0" THEN r."c0" END), 0) AS "c0"
  FROM (
    SELECT count(*) AS "n", sum(t1."share") AS "s0", count(t1."share") AS "c0", EXISTS (
      SELECT 1
      FROM "student" x2
      WHERE x2."id" = t1."student_id" AND x2."record_from" <= ?1 AND ?1 < x2."record_until"
    ) AS "f0"
    FROM "mark" t1
    GROUP BY t1."student_id"
  ) r
), "step 1" AS (
  SELECT c.*, sum(c."n") OVER () AS "all"
  FROM "step 0" c
), "step 2" AS (
  SELECT c.*, 0 AS "d"
  FROM "step 1" c
), "step 3" AS (
  SELECT c."n" AS "n", CASE WHEN (c."c0" >= 5) THEN c."s0" END AS "s0", CASE WHEN (c."c0" >= 5) THEN c."c0" END AS "c0"
  FROM "step 2" c
  WHERE c."all" >= 5
) SELECT json_group_array(json_object(
  'count', s."n",
  'average', json_object(
    'share', CASE WHEN ((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0)) % 1000 = 0 THEN ((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0)) / 1000 ELSE json(CASE WHEN ((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0)) < 0 THEN '-' ELSE '' END || (abs(((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0))) / 1000) || rtrim(printf('.%03d', abs(((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0))) % 1000), '0')) END
  )
)) FROM (
  SELECT g.*
  FROM (
    SELECT sum(a."n") AS "n", sum(a."s0") AS "s0", sum(a."c0") AS "c0"
    FROM "step 3" a
  ) g
  WHERE g."n" >= 5
  LIMIT 1000
) s) AS TEXT) AS "data"

SELECT CAST((WITH "step 0" AS (
  SELECT CASE WHEN r."f0" THEN r."x0" END AS "k0", coalesce(sum(r."n"), 0) AS "n"
  FROM (
    SELECT t1."value" AS "x0", count(*) AS "n", EXISTS (
      SELECT 1
      FROM "student" x2
      WHERE x2."id" = t1."student_id" AND x2."record_from" <= ?1 AND ?1 < x2."record_until"
    ) AS "f0"
    FROM "mark" t1
    GROUP BY t1."value", t1."student_id"
  ) r
  GROUP BY CASE WHEN r."f0" THEN r."x0" END
), "step 1" AS (
  SELECT c.*, sum(c."n") OVER () AS "all", sum(CASE WHEN c."n" < 5 THEN c."n" ELSE 0 END) OVER () AS "n_few", rank() OVER ( ORDER BY CASE WHEN c."n" < 5 THEN 1 ELSE 0 END, c."n", c."k0" NULLS LAST) AS "n_rank"
  FROM "step 0" c
), "step 2" AS (
  SELECT c.*, CASE WHEN (c."n" < 5 OR (c."n_few" > 0 AND c."n_few" < 5 AND c."n_rank" = 1)) THEN 0 ELSE 1 END AS "d"
  FROM "step 1" c
), "step 3" AS (
  SELECT CASE WHEN c."d" > 0 THEN c."k0" END AS "k0", c."n" AS "n"
  FROM "step 2" c
  WHERE c."all" >= 5
) SELECT json_group_array(json_object(
  'count', s."n"
)) FROM (
  SELECT g.*
  FROM (
    SELECT sum(a."n") AS "n"
    FROM "step 3" a
    WHERE a."k0" > ?2
  ) g
  WHERE g."n" >= 5
  LIMIT 1000
) s) AS TEXT) AS "data"
