SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'id', 'stu_' || r2."id"::text
    )), '[]'::json)
  )
  FROM (
    SELECT t1."id" AS "id"
    FROM "student" t1
    WHERE t1."school_id" = $1::bigint AND t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until" AND EXISTS (
      SELECT 1
      FROM "mark" w3
      WHERE w3."student_id" = t1."id" AND w3."school_id" = $1::bigint AND EXISTS (
        SELECT 1
        FROM "student" x4
        WHERE x4."id" = w3."student_id" AND x4."record_from" <= $2::bigint AND $2::bigint < x4."record_until"
      ) AND w3."value" >= $3::bigint AND EXISTS (
        SELECT 1
        FROM "order" w5
        WHERE w5."id" = w3."topic_id" AND strpos(translate(w5."title", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZәғґёєӣіїқңөүұўӯҳһҷ-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аабвгггдееежзиииийкклмнноопрстуууууфхххцччшщъыьэюяabcdefghijklmnopqrstuvwxyzаггееииикноууууххч       '), $4::text) > 0 AND ($5::text = '' OR strpos(translate(w5."title", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZё-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аәбвгғґдееєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyzе       '), $5::text) > 0)
      )
    )
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT $6::bigint
  ) r2
)::text AS "data"

SELECT (
  SELECT json_build_object(
    'nodes', coalesce(json_agg(json_build_object(
      'id', 'stu_' || r2."id"::text
    )), '[]'::json)
  )
  FROM (
    SELECT t1."id" AS "id"
    FROM "student" t1
    WHERE t1."school_id" = $1::bigint AND NOT (coalesce((t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until" AND NOT (EXISTS (
      SELECT 1
      FROM "mark" w3
      WHERE w3."student_id" = t1."id" AND w3."school_id" = $1::bigint AND 1=1
    ))), FALSE)) AND t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until" AND NOT (EXISTS (
      SELECT 1
      FROM "student" w4
      WHERE w4."mentor_id" = t1."id" AND w4."school_id" = $1::bigint AND (CASE WHEN (w4."record_from" <= $2::bigint AND $2::bigint < w4."record_until") THEN w4."phone" END IS NULL) = $3::boolean
    ))
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT $4::bigint
  ) r2
)::text AS "data"
