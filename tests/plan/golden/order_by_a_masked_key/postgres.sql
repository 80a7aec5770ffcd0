WITH "mine1" AS (
  SELECT x3."student_id" AS "id"
  FROM "kinship" x3
  WHERE x3."guardian_id" = ANY ($8::bigint[]) AND x3."may_see" = TRUE AND x3."starts_on" <= $9::date AND (x3."ends_on" IS NULL OR $9::date <= x3."ends_on")
), "mine2" AS (
  SELECT x4."class_id" AS "id"
  FROM "load" x4
  WHERE x4."teacher_id" = ANY ($10::bigint[])
), "mine3" AS (
  SELECT x6."id" AS "id"
  FROM "load" x6
  WHERE x6."teacher_id" = ANY ($10::bigint[])
) SELECT (
  SELECT json_build_object(
    'edges', coalesce(json_agg(json_build_object(
      'cursor', $1::text || 'a023666d0aefcf37' || upper(encode(convert_to(json_build_array(r2."k0", r2."k1"::text, r2."k2")::text, 'UTF8'), 'hex')),
      'node', json_build_object(
        'id', 'stu_' || r2."id"::text,
        'phone', CASE WHEN r2."f0" THEN r2."phone" END
      )
    )), '[]'::json)
  )
  FROM (
    SELECT u.*
    FROM (WITH "shown" AS (
      SELECT t1."id" AS "id", t1."phone" AS "phone", (t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until") AS "f0", translate(t1."phone", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZаәбвгғґдеёєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyz', '') AS "k0", t1."born_on" AS "k1", t1."id" AS "k2"
      FROM "student" t1
      WHERE (t1."id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) OR t1."school_id" = $3::bigint OR 1=0 OR (t1."school_id" = $4::bigint AND t1."class_id" IN (
        SELECT mine2."id"
        FROM "mine2" mine2
      )) OR (t1."school_id" = $4::bigint AND EXISTS (
        SELECT 1
        FROM "mark" x5
        WHERE x5."student_id" = t1."id" AND x5."load_id" IN (
          SELECT mine3."id"
          FROM "mine3" mine3
        )
      ))) AND t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until"
      ORDER BY translate(t1."phone", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZаәбвгғґдеёєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyz', '') DESC NULLS LAST, t1."born_on" NULLS LAST, t1."id"
      LIMIT $5::bigint
    ) SELECT shown.* FROM "shown" shown UNION ALL SELECT h.* FROM (
      SELECT t1."id" AS "id", t1."phone" AS "phone", (t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until") AS "f0", CASE WHEN 1=0 THEN translate(t1."phone", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZаәбвгғґдеёєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyz', '') END AS "k0", CASE WHEN 1=0 THEN t1."born_on" END AS "k1", t1."id" AS "k2"
      FROM "student" t1
      WHERE (t1."id" IN (
        SELECT mine1."id"
        FROM "mine1" mine1
      ) OR t1."school_id" = $3::bigint OR 1=0 OR (t1."school_id" = $4::bigint AND t1."class_id" IN (
        SELECT mine2."id"
        FROM "mine2" mine2
      )) OR (t1."school_id" = $4::bigint AND EXISTS (
        SELECT 1
        FROM "mark" x5
        WHERE x5."student_id" = t1."id" AND x5."load_id" IN (
          SELECT mine3."id"
          FROM "mine3" mine3
        )
      ))) AND NOT (coalesce((t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until"), FALSE))
      ORDER BY t1."id"
      LIMIT ($6::bigint - (
        SELECT count(s."k0")
        FROM "shown" s
      ))
    ) h) u
    ORDER BY u."k0" DESC NULLS LAST, u."k1" NULLS LAST, u."k2"
    LIMIT $7::bigint
  ) r2
)::text AS "data"
