SELECT (
  SELECT json_build_object(
    'edges', coalesce(json_agg(json_build_object(
      'cursor', ($1::text || 'a023666d0aefcf37' || upper(encode(convert_to(json_build_array(r2."k0", r2."k1"::text, r2."k2")::text, 'UTF8'), 'hex'))),
      'node', json_build_object(
        'id', ('stu_' || r2."id"::text),
        'phone', CASE WHEN r2."f0" THEN r2."phone" END
      )
    )), '[]'::json)
  )
  FROM (
    SELECT t1."id" AS "id", t1."phone" AS "phone", (t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until") AS "f0", CASE WHEN (t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until") THEN translate(t1."phone", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZаәбвгғґдеёєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyz', '') END AS "k0", CASE WHEN (t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until") THEN t1."born_on" END AS "k1", t1."id" AS "k2"
    FROM "student" t1
    WHERE (t1."id" IN (
      SELECT x3."student_id"
      FROM "kinship" x3
      WHERE (x3."guardian_id" = ANY ($3::bigint[]) AND x3."may_see" = TRUE AND (x3."starts_on" <= $4::date AND (x3."ends_on" IS NULL OR $4::date <= x3."ends_on")))
    ) OR t1."school_id" = $5::bigint OR 1=0 OR (t1."school_id" = $6::bigint AND t1."class_id" IN (
      SELECT x4."class_id"
      FROM "load" x4
      WHERE x4."teacher_id" = ANY ($7::bigint[])
    )) OR (t1."school_id" = $6::bigint AND EXISTS (
      SELECT 1
      FROM "mark" x5
      WHERE (x5."student_id" = t1."id" AND x5."load_id" IN (
        SELECT x6."id"
        FROM "load" x6
        WHERE x6."teacher_id" = ANY ($7::bigint[])
      ))
    )))
    ORDER BY "k0" DESC NULLS LAST, "k1" NULLS LAST, t1."id"
    LIMIT $8::bigint
  ) r2
)::text AS "data"
