SELECT (
  SELECT json_object(
    'edges', json_group_array(json_object(
      'cursor', ?2 || 'fb32db9963a60c27' || hex(CAST(json_array(r2."k0", r2."k1") AS TEXT)),
      'node', json_object(
        'id', 'stu_' || r2."id",
        'bornOn', r2."born_on"
      )
    )) FILTER (WHERE r2."rn" <= ?1),
    'pageInfo', json_object(
      'hasNextPage', json(CASE count(*) > ?3 WHEN 1 THEN 'true' WHEN 0 THEN 'false' END),
      'hasPreviousPage', json(CASE FALSE WHEN 1 THEN 'true' WHEN 0 THEN 'false' END),
      'startCursor', substr(min(((r2."rn" + 1000000) || (?2 || 'fb32db9963a60c27' || hex(CAST(json_array(r2."k0", r2."k1") AS TEXT))))) FILTER (WHERE r2."rn" <= ?4), 8),
      'endCursor', substr(max(((r2."rn" + 1000000) || (?2 || 'fb32db9963a60c27' || hex(CAST(json_array(r2."k0", r2."k1") AS TEXT))))) FILTER (WHERE r2."rn" <= ?5), 8)
    )
  )
  FROM (
    SELECT t1."id" AS "id", t1."born_on" AS "born_on", t1."born_on" AS "k0", t1."id" AS "k1", row_number() OVER (ORDER BY t1."born_on" DESC NULLS LAST, t1."id") AS "rn"
    FROM "student" t1
    WHERE t1."school_id" = ?6
    ORDER BY t1."born_on" DESC NULLS LAST, t1."id"
    LIMIT ?7
  ) r2
) AS "data"
