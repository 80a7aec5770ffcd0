SELECT CAST((
  SELECT json_group_array(json_object(
    'count', s."n",
    'key', json_object(
      'status', CASE s."k0" WHEN 'on roll''s' THEN 'ON_ROLL' ELSE s."k0" END,
      'exempt', json(CASE s."k1" WHEN 1 THEN 'true' WHEN 0 THEN 'false' END),
      'bornOn', NULL
    ),
    'average', json_object(
      'weight', CASE WHEN ((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0)) % 1000 = 0 THEN ((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0)) / 1000 ELSE json(CASE WHEN ((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0)) < 0 THEN '-' ELSE '' END || (abs(((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0))) / 1000) || rtrim(printf('.%03d', abs(((s."s0" * 1 + s."c0" / 2) / nullif(s."c0", 0))) % 1000), '0')) END
    )
  ))
  FROM (
    SELECT g.*
    FROM (
      SELECT r."x0" AS "k0", CASE WHEN r."f0" THEN r."x1" END AS "k1", count(*) AS "n", sum(CASE WHEN r."f0" THEN r."x2" END) AS "s0", count(CASE WHEN r."f0" THEN r."x2" END) AS "c0"
      FROM (
        SELECT t1."status" AS "x0", t1."exempt" AS "x1", t1."weight" AS "x2", (t1."health_from" <= ?1 AND (t1."health_until" IS NULL OR ?1 < t1."health_until")) AS "f0"
        FROM "student" t1
        WHERE t1."school_id" = ?2
      ) r
      GROUP BY r."x0", CASE WHEN r."f0" THEN r."x1" END
    ) g
    WHERE g."n" >= ?3
    ORDER BY g."k0" NULLS LAST, g."k1" NULLS LAST
    LIMIT 1000
  ) s
) AS TEXT) AS "data"
