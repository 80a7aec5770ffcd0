SELECT (
  SELECT json_build_object(
    'totalCount', (
      SELECT count(*)
      FROM "student" t1
      WHERE t1."school_id" = $1::bigint AND t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until" AND EXISTS (
        SELECT 1
        FROM "mark" w3
        WHERE w3."student_id" = t1."id" AND w3."school_id" = $1::bigint AND EXISTS (
          SELECT 1
          FROM "student" x4
          WHERE x4."id" = w3."student_id" AND x4."record_from" <= $2::bigint AND $2::bigint < x4."record_until"
        ) AND w3."value" = ANY ($3::bigint[])
      ) AND ((t1."name_search" >= $4::text AND t1."name_search" < $5::text AND starts_with(translate(t1."family_name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZәғґёєӣіїқңөүұўӯҳһҷ-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аабвгггдееежзиииийкклмнноопрстуууууфхххцччшщъыьэюяabcdefghijklmnopqrstuvwxyzаггееииикноууууххч       '), $6::text) AND ($7::text = '' OR starts_with(translate(t1."family_name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZё-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аәбвгғґдееєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyzе       '), $7::text))) OR t1."born_on" >= $8::date)
    ),
    'nodes', coalesce(json_agg(json_build_object(
      'id', 'stu_' || r2."id"::text,
      'phone', CASE WHEN r2."f0" THEN r2."phone" END
    )), '[]'::json)
  )
  FROM (
    SELECT u.*
    FROM (WITH "shown" AS (
      SELECT t1."id" AS "id", t1."phone" AS "phone", (t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until") AS "f0", translate(t1."phone", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZаәбвгғґдеёєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyz', '') AS "k0", t1."id" AS "k1"
      FROM "student" t1
      WHERE t1."school_id" = $1::bigint AND t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until" AND EXISTS (
        SELECT 1
        FROM "mark" w3
        WHERE w3."student_id" = t1."id" AND w3."school_id" = $1::bigint AND EXISTS (
          SELECT 1
          FROM "student" x4
          WHERE x4."id" = w3."student_id" AND x4."record_from" <= $2::bigint AND $2::bigint < x4."record_until"
        ) AND w3."value" = ANY ($3::bigint[])
      ) AND ((t1."name_search" >= $4::text AND t1."name_search" < $5::text AND starts_with(translate(t1."family_name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZәғґёєӣіїқңөүұўӯҳһҷ-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аабвгггдееежзиииийкклмнноопрстуууууфхххцччшщъыьэюяabcdefghijklmnopqrstuvwxyzаггееииикноууууххч       '), $6::text) AND ($7::text = '' OR starts_with(translate(t1."family_name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZё-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аәбвгғґдееєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyzе       '), $7::text))) OR t1."born_on" >= $8::date) AND t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until"
      ORDER BY translate(t1."phone", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZаәбвгғґдеёєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyz', '') DESC NULLS LAST, t1."id"
      LIMIT $9::bigint
    ) SELECT shown.* FROM "shown" shown UNION ALL SELECT h.* FROM (
      SELECT t1."id" AS "id", t1."phone" AS "phone", (t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until") AS "f0", CASE WHEN 1=0 THEN translate(t1."phone", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZаәбвгғґдеёєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyz', '') END AS "k0", t1."id" AS "k1"
      FROM "student" t1
      WHERE t1."school_id" = $1::bigint AND t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until" AND EXISTS (
        SELECT 1
        FROM "mark" w3
        WHERE w3."student_id" = t1."id" AND w3."school_id" = $1::bigint AND EXISTS (
          SELECT 1
          FROM "student" x4
          WHERE x4."id" = w3."student_id" AND x4."record_from" <= $2::bigint AND $2::bigint < x4."record_until"
        ) AND w3."value" = ANY ($3::bigint[])
      ) AND ((t1."name_search" >= $4::text AND t1."name_search" < $5::text AND starts_with(translate(t1."family_name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZәғґёєӣіїқңөүұўӯҳһҷ-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аабвгггдееежзиииийкклмнноопрстуууууфхххцччшщъыьэюяabcdefghijklmnopqrstuvwxyzаггееииикноууууххч       '), $6::text) AND ($7::text = '' OR starts_with(translate(t1."family_name", 'АӘБВГҒҐДЕЁЄЖЗИӢІЇЙКҚЛМНҢОӨПРСТУҮҰЎӮФХҲҺЦЧҶШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZё-‐‑‒–— ''"`«»“”„‘’ʻʼ.,', 'аәбвгғґдееєжзиӣіїйкқлмнңоөпрстуүұўӯфхҳһцчҷшщъыьэюяabcdefghijklmnopqrstuvwxyzе       '), $7::text))) OR t1."born_on" >= $8::date) AND NOT (coalesce((t1."record_from" <= $2::bigint AND $2::bigint < t1."record_until"), FALSE))
      ORDER BY t1."id"
      LIMIT ($10::bigint - (
        SELECT count(s."k0")
        FROM "shown" s
      ))
    ) h) u
    ORDER BY u."k0" DESC NULLS LAST, u."k1"
    LIMIT $11::bigint
  ) r2
)::text AS "data"
