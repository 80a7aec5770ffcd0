SELECT (
  SELECT json_build_object(
    'edges', coalesce(json_agg(json_build_object(
      'cursor', $2::text || 'fb32db9963a60c27' || upper(encode(convert_to(json_build_array(r2."k0"::text, r2."k1")::text, 'UTF8'), 'hex')),
      'node', json_build_object(
        'id', 'stu_' || r2."id"::text,
        'bornOn', r2."born_on"::text
      )
    )) FILTER (WHERE r2."rn" <= $1::bigint), '[]'::json),
    'pageInfo', json_build_object(
      'hasNextPage', count(*) > $3::bigint,
      'hasPreviousPage', FALSE,
      'startCursor', substr(min(((r2."rn" + 1000000)::text || ($2::text || 'fb32db9963a60c27' || upper(encode(convert_to(json_build_array(r2."k0"::text, r2."k1")::text, 'UTF8'), 'hex'))))) FILTER (WHERE r2."rn" <= $4::bigint), 8),
      'endCursor', substr(max(((r2."rn" + 1000000)::text || ($2::text || 'fb32db9963a60c27' || upper(encode(convert_to(json_build_array(r2."k0"::text, r2."k1")::text, 'UTF8'), 'hex'))))) FILTER (WHERE r2."rn" <= $5::bigint), 8)
    )
  )
  FROM (
    SELECT t1."id" AS "id", t1."born_on" AS "born_on", t1."born_on" AS "k0", t1."id" AS "k1", row_number() OVER (ORDER BY t1."born_on" DESC NULLS LAST, t1."id") AS "rn"
    FROM "student" t1
    WHERE t1."school_id" = $6::bigint
    ORDER BY t1."born_on" DESC NULLS LAST, t1."id"
    LIMIT $7::bigint
  ) r2
)::text AS "data"
