SELECT (
  SELECT json_build_object(
    'totalCount', (
      SELECT count(*)
      FROM "mark" t1
      WHERE (t1."school_id" = $1::bigint AND EXISTS (
        SELECT 1
        FROM "student" w3
        WHERE (w3."id" = t1."student_id" AND w3."school_id" = $1::bigint AND EXISTS (
          SELECT 1
          FROM "student" w4
          WHERE (w4."id" = w3."mentor_id" AND w4."school_id" = $1::bigint AND EXISTS (
            SELECT 1
            FROM "class" w5
            WHERE (w5."id" = w4."class_id" AND (w5."name" = $2::text AND EXISTS (
              SELECT 1
              FROM "school" w6
              WHERE (w6."id" = w5."school_id" AND (starts_with(translate(w6."name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZәғґёєӣіїқңөүұўӯҳһҷ-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аабвгггдееежзиииийкклмнноопрстуууууфхххцччшщъыьэюяabcdefghijklmnopqrstuvwxyzаггееииикноууууххч       '), $3::text) AND starts_with(translate(w6."name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZё-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аәбвгғґдееєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyzе       '), $4::text)))
            )))
          ))
        ))
      ))
    ),
    'nodes', coalesce(json_agg(json_build_object(
      'id', ('mrk_' || r2."id"::text)
    )), '[]'::json)
  )
  FROM (
    SELECT t1."id" AS "id", CASE WHEN EXISTS (
      SELECT 1
      FROM "student" x7
      WHERE (x7."id" = t1."student_id" AND (x7."record_from" <= $5::bigint AND $5::bigint < x7."record_until"))
    ) THEN t1."given_at" END AS "k0"
    FROM "mark" t1
    WHERE (t1."school_id" = $1::bigint AND EXISTS (
      SELECT 1
      FROM "student" w3
      WHERE (w3."id" = t1."student_id" AND w3."school_id" = $1::bigint AND EXISTS (
        SELECT 1
        FROM "student" w4
        WHERE (w4."id" = w3."mentor_id" AND w4."school_id" = $1::bigint AND EXISTS (
          SELECT 1
          FROM "class" w5
          WHERE (w5."id" = w4."class_id" AND (w5."name" = $2::text AND EXISTS (
            SELECT 1
            FROM "school" w6
            WHERE (w6."id" = w5."school_id" AND (starts_with(translate(w6."name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZәғґёєӣіїқңөүұўӯҳһҷ-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аабвгггдееежзиииийкклмнноопрстуууууфхххцччшщъыьэюяabcdefghijklmnopqrstuvwxyzаггееииикноууууххч       '), $3::text) AND starts_with(translate(w6."name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZё-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аәбвгғґдееєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyzе       '), $4::text)))
          )))
        ))
      ))
    ))
    ORDER BY "k0" NULLS LAST, t1."id"
    LIMIT $6::bigint
  ) r2
)::text AS "data"
