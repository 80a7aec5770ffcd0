SELECT (
  SELECT json_object(
    'rows', json_group_array(json_object(
      'a', 'stu_' || r2."id",
      'b', 'stu_' || r2."id",
      'name', nullif(substr(coalesce(' ' || r2."family_name", '') || coalesce(' ' || r2."given_name", ''), 2), '')
    )),
    'n', (
      SELECT count(*)
      FROM "student" t1
      WHERE t1."school_id" = ?1
    )
  )
  FROM (
    SELECT t1."id" AS "id", t1."family_name" AS "family_name", t1."given_name" AS "given_name"
    FROM "student" t1
    WHERE t1."school_id" = ?1
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT ?2
  ) r2
) AS "data"

SELECT (
  SELECT json_object(
    'rows', json_group_array(json_object(
      'a', 'stu_' || r2."id"
    ))
  )
  FROM (
    SELECT t1."id" AS "id"
    FROM "student" t1
    WHERE t1."school_id" = ?1
    ORDER BY t1."name_sort" DESC NULLS LAST, t1."id"
    LIMIT ?2
  ) r2
) AS "data"
