SELECT (
  SELECT json_object(
    'nodes', json_group_array(json_object(
      'id', 'stu_' || r2."id",
      'familyName', r2."family_name",
      'fullName', nullif(substr(coalesce(' ' || r2."family_name", '') || coalesce(' ' || r2."given_name", ''), 2), ''),
      'pin', CASE WHEN r2."f0" THEN r2."pin" END,
      'phone', CASE WHEN r2."f0" THEN r2."phone" END,
      'bornOn', r2."born_on",
      'exempt', json(CASE CASE WHEN r2."f1" THEN r2."exempt" END WHEN 1 THEN 'true' WHEN 0 THEN 'false' END),
      'weight', CASE WHEN CASE WHEN r2."f1" THEN r2."weight" END % 1000 = 0 THEN CASE WHEN r2."f1" THEN r2."weight" END / 1000 ELSE json(CASE WHEN CASE WHEN r2."f1" THEN r2."weight" END < 0 THEN '-' ELSE '' END || (abs(CASE WHEN r2."f1" THEN r2."weight" END) / 1000) || rtrim(printf('.%03d', abs(CASE WHEN r2."f1" THEN r2."weight" END) % 1000), '0')) END,
      'seenAt', strftime('%Y-%m-%dT%H:%M:%fZ', r2."seen_at" / 1000.0, 'unixepoch'),
      'status', CASE r2."status" WHEN 'on roll''s' THEN 'ON_ROLL' ELSE r2."status" END,
      'nameless', json(CASE CASE WHEN r2."f2" THEN TRUE ELSE FALSE END WHEN 1 THEN 'true' WHEN 0 THEN 'false' END),
      'isBlocked', json(CASE CASE WHEN r2."f3" THEN TRUE ELSE FALSE END WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)
    ))
  )
  FROM (
    SELECT t1."id" AS "id", t1."family_name" AS "family_name", t1."given_name" AS "given_name", t1."pin" AS "pin", t1."phone" AS "phone", t1."born_on" AS "born_on", t1."exempt" AS "exempt", t1."weight" AS "weight", t1."seen_at" AS "seen_at", t1."status" AS "status", (t1."record_from" <= ?1 AND ?1 < t1."record_until") AS "f0", (t1."health_from" <= ?1 AND (t1."health_until" IS NULL OR ?1 < t1."health_until")) AS "f1", t1."family_name" IS NULL AS "f2", t1."record_until" = 0 AS "f3"
    FROM "student" t1
    WHERE t1."school_id" = ?2
    ORDER BY t1."name_sort" NULLS LAST, t1."id"
    LIMIT ?3
  ) r2
) AS "data"
