SELECT CAST((
  SELECT json_group_array(json_object(
    'count', s."n",
    'key', json_object(
      'status', CASE s."k0" WHEN 'on roll''s' THEN 'ON_ROLL' ELSE s."k0" END,
      'exempt', json(CASE s."k1" WHEN 1 THEN 'true' WHEN 0 THEN 'false' END),
      'bornOn', NULL
    ),
    'average', json_object(
      'weight', json(CASE WHEN s."m0" < 0 THEN '-' ELSE '' END || (abs(s."m0") / 1000) || rtrim(rtrim(printf('.%03d', abs(s."m0") % 1000), '0'), '.'))
    )
  ))
  FROM (
    SELECT g.*
    FROM (
      SELECT c.*, coalesce(sum(CASE WHEN c."n" < 5 THEN c."n" ELSE 0 END) OVER (), 0) AS "hidden", row_number() OVER (ORDER BY CASE WHEN c."n" < 5 THEN 1 ELSE 0 END, c."n", c."k0" NULLS LAST, c."k1" NULLS LAST) AS "rank"
      FROM (
        SELECT t1."status" AS "k0", CASE WHEN (t1."health_from" <= ?1 AND (t1."health_until" IS NULL OR ?1 < t1."health_until")) THEN t1."exempt" END AS "k1", count(*) AS "n", ((sum(CASE WHEN (t1."health_from" <= ?1 AND (t1."health_until" IS NULL OR ?1 < t1."health_until")) THEN t1."weight" END) * 1 + count(CASE WHEN (t1."health_from" <= ?1 AND (t1."health_until" IS NULL OR ?1 < t1."health_until")) THEN t1."weight" END) / 2) / nullif(count(CASE WHEN (t1."health_from" <= ?1 AND (t1."health_until" IS NULL OR ?1 < t1."health_until")) THEN t1."weight" END), 0)) AS "m0"
        FROM "student" t1
        WHERE t1."school_id" = ?2
        GROUP BY t1."status", CASE WHEN (t1."health_from" <= ?1 AND (t1."health_until" IS NULL OR ?1 < t1."health_until")) THEN t1."exempt" END
        HAVING count(*) > 0
      ) c
    ) g
    WHERE g."n" >= ?3
    ORDER BY g."k0" NULLS LAST, g."k1" NULLS LAST
    LIMIT 1000
  ) s
) AS TEXT) AS "data"
