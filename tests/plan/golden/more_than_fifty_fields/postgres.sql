SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(replace(json_build_object(
      'a0', CASE WHEN r2."f0" THEN r2."phone" END,
      'a1', CASE WHEN r2."f0" THEN r2."phone" END,
      'a2', CASE WHEN r2."f0" THEN r2."phone" END,
      'a3', CASE WHEN r2."f0" THEN r2."phone" END,
      'a4', CASE WHEN r2."f0" THEN r2."phone" END,
      'a5', CASE WHEN r2."f0" THEN r2."phone" END,
      'a6', CASE WHEN r2."f0" THEN r2."phone" END,
      'a7', CASE WHEN r2."f0" THEN r2."phone" END,
      'a8', CASE WHEN r2."f0" THEN r2."phone" END,
      'a9', CASE WHEN r2."f0" THEN r2."phone" END,
      'a10', CASE WHEN r2."f0" THEN r2."phone" END,
      'a11', CASE WHEN r2."f0" THEN r2."phone" END,
      'a12', CASE WHEN r2."f0" THEN r2."phone" END,
      'a13', CASE WHEN r2."f0" THEN r2."phone" END,
      'a14', CASE WHEN r2."f0" THEN r2."phone" END,
      'a15', CASE WHEN r2."f0" THEN r2."phone" END,
      'a16', CASE WHEN r2."f0" THEN r2."phone" END,
      'a17', CASE WHEN r2."f0" THEN r2."phone" END,
      'a18', CASE WHEN r2."f0" THEN r2."phone" END,
      'a19', CASE WHEN r2."f0" THEN r2."phone" END,
      'a20', CASE WHEN r2."f0" THEN r2."phone" END,
      'a21', CASE WHEN r2."f0" THEN r2."phone" END,
      'a22', CASE WHEN r2."f0" THEN r2."phone" END,
      'a23', CASE WHEN r2."f0" THEN r2."phone" END,
      'a24', CASE WHEN r2."f0" THEN r2."phone" END,
      'a25', CASE WHEN r2."f0" THEN r2."phone" END,
      'a26', CASE WHEN r2."f0" THEN r2."phone" END,
      'a27', CASE WHEN r2."f0" THEN r2."phone" END,
      'a28', CASE WHEN r2."f0" THEN r2."phone" END,
      'a29', CASE WHEN r2."f0" THEN r2."phone" END,
      'a30', CASE WHEN r2."f0" THEN r2."phone" END,
      'a31', CASE WHEN r2."f0" THEN r2."phone" END,
      'a32', CASE WHEN r2."f0" THEN r2."phone" END,
      'a33', CASE WHEN r2."f0" THEN r2."phone" END,
      'a34', CASE WHEN r2."f0" THEN r2."phone" END,
      'a35', CASE WHEN r2."f0" THEN r2."phone" END,
      'a36', CASE WHEN r2."f0" THEN r2."phone" END,
      'a37', CASE WHEN r2."f0" THEN r2."phone" END,
      'a38', CASE WHEN r2."f0" THEN r2."phone" END,
      'a39', CASE WHEN r2."f0" THEN r2."phone" END,
      'a40', CASE WHEN r2."f0" THEN r2."phone" END,
      'a41', CASE WHEN r2."f0" THEN r2."phone" END,
      'a42', CASE WHEN r2."f0" THEN r2."phone" END,
      'a43', CASE WHEN r2."f0" THEN r2."phone" END,
      'a44', CASE WHEN r2."f0" THEN r2."phone" END,
      'a45', CASE WHEN r2."f0" THEN r2."phone" END,
      'a46', CASE WHEN r2."f0" THEN r2."phone" END,
      'a47', CASE WHEN r2."f0" THEN r2."phone" END,
      'a48', CASE WHEN r2."f0" THEN r2."phone" END,
      '', 0
    )::text || json_build_object(
      'a49', CASE WHEN r2."f0" THEN r2."phone" END,
      'a50', CASE WHEN r2."f0" THEN r2."phone" END,
      'a51', CASE WHEN r2."f0" THEN r2."phone" END,
      'a52', CASE WHEN r2."f0" THEN r2."phone" END,
      'a53', CASE WHEN r2."f0" THEN r2."phone" END,
      'a54', CASE WHEN r2."f0" THEN r2."phone" END,
      'a55', CASE WHEN r2."f0" THEN r2."phone" END,
      'a56', CASE WHEN r2."f0" THEN r2."phone" END,
      'a57', CASE WHEN r2."f0" THEN r2."phone" END,
      'a58', CASE WHEN r2."f0" THEN r2."phone" END,
      'a59', CASE WHEN r2."f0" THEN r2."phone" END,
      'b', (
        SELECT json_build_object(
          'id', 'stu_' || t3."id"::text
        )
        FROM "student" t3
        WHERE t3."id" = r2."mentor_id" AND t3."school_id" = $1::bigint
      )
    )::text, ', "" : 0}{', ', ')::json), '[]'::json)
  )
  FROM (
    SELECT t1."phone" AS "phone", t1."mentor_id" AS "mentor_id", (t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until") AS "f0"
    FROM "student" t1
    WHERE t1."school_id" = $1::bigint
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT $3::bigint
  ) r2
)::text AS "data"
