SELECT (
  SELECT json_build_object(
    'totalCount', (
      SELECT count(*)
      FROM "mark" t1
      WHERE t1."school_id" = $1::bigint AND EXISTS (
        SELECT 1
        FROM "student" w3
        WHERE w3."id" = t1."student_id" AND w3."school_id" = $1::bigint AND EXISTS (
          SELECT 1
          FROM "student" w4
          WHERE w4."id" = w3."mentor_id" AND w4."school_id" = $1::bigint AND EXISTS (
            SELECT 1
            FROM "class" w5
            WHERE w5."id" = w4."class_id" AND w5."name" = $2::text AND EXISTS (
              SELECT 1
              FROM "school" w6
              WHERE w6."id" = w5."school_id" AND starts_with(translate(w6."name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZәғґёєӣіїқңөүұўӯҳһҷ-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аабвгггдееежзиииийкклмнноопрстуууууфхххцччшщъыьэюяabcdefghijklmnopqrstuvwxyzаггееииикноууууххч       '), $3::text) AND ($4::text = '' OR starts_with(translate(w6."name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZё-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аәбвгғґдееєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyzе       '), $4::text))
            )
          )
        )
      )
    ),
    'nodes', coalesce(json_agg(json_build_object(
      'id', 'mrk_' || r2."id"::text
    )), '[]'::json)
  )
  FROM (
    SELECT u.*
    FROM (WITH "shown" AS (
      SELECT t1."id" AS "id", t1."given_at" AS "k0", t1."id" AS "k1"
      FROM "mark" t1
      WHERE t1."school_id" = $1::bigint AND EXISTS (
        SELECT 1
        FROM "student" w3
        WHERE w3."id" = t1."student_id" AND w3."school_id" = $1::bigint AND EXISTS (
          SELECT 1
          FROM "student" w4
          WHERE w4."id" = w3."mentor_id" AND w4."school_id" = $1::bigint AND EXISTS (
            SELECT 1
            FROM "class" w5
            WHERE w5."id" = w4."class_id" AND w5."name" = $2::text AND EXISTS (
              SELECT 1
              FROM "school" w6
              WHERE w6."id" = w5."school_id" AND starts_with(translate(w6."name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZәғґёєӣіїқңөүұўӯҳһҷ-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аабвгггдееежзиииийкклмнноопрстуууууфхххцччшщъыьэюяabcdefghijklmnopqrstuvwxyzаггееииикноууууххч       '), $3::text) AND ($4::text = '' OR starts_with(translate(w6."name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZё-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аәбвгғґдееєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyzе       '), $4::text))
            )
          )
        )
      ) AND EXISTS (
        SELECT 1
        FROM "student" x8
        WHERE x8."id" = t1."student_id" AND x8."record_from" <= $5::bigint AND $5::bigint < x8."record_until"
      )
      ORDER BY t1."given_at" NULLS LAST, t1."id"
      LIMIT $6::bigint
    ) SELECT shown.* FROM "shown" shown UNION ALL SELECT h.* FROM (
      SELECT t1."id" AS "id", CASE WHEN 1=0 THEN t1."given_at" END AS "k0", t1."id" AS "k1"
      FROM "mark" t1
      WHERE t1."school_id" = $1::bigint AND EXISTS (
        SELECT 1
        FROM "student" w3
        WHERE w3."id" = t1."student_id" AND w3."school_id" = $1::bigint AND EXISTS (
          SELECT 1
          FROM "student" w4
          WHERE w4."id" = w3."mentor_id" AND w4."school_id" = $1::bigint AND EXISTS (
            SELECT 1
            FROM "class" w5
            WHERE w5."id" = w4."class_id" AND w5."name" = $2::text AND EXISTS (
              SELECT 1
              FROM "school" w6
              WHERE w6."id" = w5."school_id" AND starts_with(translate(w6."name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZәғґёєӣіїқңөүұўӯҳһҷ-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аабвгггдееежзиииийкклмнноопрстуууууфхххцччшщъыьэюяabcdefghijklmnopqrstuvwxyzаггееииикноууууххч       '), $3::text) AND ($4::text = '' OR starts_with(translate(w6."name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZё-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аәбвгғґдееєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyzе       '), $4::text))
            )
          )
        )
      ) AND NOT (coalesce(EXISTS (
        SELECT 1
        FROM "student" x9
        WHERE x9."id" = t1."student_id" AND x9."record_from" <= $5::bigint AND $5::bigint < x9."record_until"
      ), FALSE))
      ORDER BY t1."id"
      LIMIT ($7::bigint - (
        SELECT count(s."k0")
        FROM "shown" s
      ))
    ) h) u
    ORDER BY u."k0" NULLS LAST, u."k1"
    LIMIT $8::bigint
  ) r2
)::text AS "data"
