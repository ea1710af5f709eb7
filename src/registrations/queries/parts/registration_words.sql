-- Every word must begin a word of the registration: a rare one is looked for among all that have it, which
-- are read once; for a common one each registration is asked by itself.
AND CASE CAST(:word_1_by AS TEXT)
      WHEN 'nothing' THEN TRUE
      WHEN 'list' THEN {subject} IN (SELECT registration_id FROM registration_word AS listed
        WHERE listed.partner_id = :words_of AND listed.word >= :word_1 AND listed.word < :word_1_end)
      ELSE EXISTS (SELECT 1 FROM registration_word AS own
        WHERE own.registration_id = {subject} AND own.partner_id = :words_of
          AND own.word >= :word_1 AND own.word < :word_1_end) END
    AND CASE CAST(:word_2_by AS TEXT)
      WHEN 'nothing' THEN TRUE
      WHEN 'list' THEN {subject} IN (SELECT registration_id FROM registration_word AS listed
        WHERE listed.partner_id = :words_of AND listed.word >= :word_2 AND listed.word < :word_2_end)
      ELSE EXISTS (SELECT 1 FROM registration_word AS own
        WHERE own.registration_id = {subject} AND own.partner_id = :words_of
          AND own.word >= :word_2 AND own.word < :word_2_end) END
    AND CASE CAST(:word_3_by AS TEXT)
      WHEN 'nothing' THEN TRUE
      WHEN 'list' THEN {subject} IN (SELECT registration_id FROM registration_word AS listed
        WHERE listed.partner_id = :words_of AND listed.word >= :word_3 AND listed.word < :word_3_end)
      ELSE EXISTS (SELECT 1 FROM registration_word AS own
        WHERE own.registration_id = {subject} AND own.partner_id = :words_of
          AND own.word >= :word_3 AND own.word < :word_3_end) END
    AND CASE CAST(:word_4_by AS TEXT)
      WHEN 'nothing' THEN TRUE
      WHEN 'list' THEN {subject} IN (SELECT registration_id FROM registration_word AS listed
        WHERE listed.partner_id = :words_of AND listed.word >= :word_4 AND listed.word < :word_4_end)
      ELSE EXISTS (SELECT 1 FROM registration_word AS own
        WHERE own.registration_id = {subject} AND own.partner_id = :words_of
          AND own.word >= :word_4 AND own.word < :word_4_end) END
    AND CASE CAST(:word_5_by AS TEXT)
      WHEN 'nothing' THEN TRUE
      WHEN 'list' THEN {subject} IN (SELECT registration_id FROM registration_word AS listed
        WHERE listed.partner_id = :words_of AND listed.word >= :word_5 AND listed.word < :word_5_end)
      ELSE EXISTS (SELECT 1 FROM registration_word AS own
        WHERE own.registration_id = {subject} AND own.partner_id = :words_of
          AND own.word >= :word_5 AND own.word < :word_5_end) END
    AND CASE CAST(:word_6_by AS TEXT)
      WHEN 'nothing' THEN TRUE
      WHEN 'list' THEN {subject} IN (SELECT registration_id FROM registration_word AS listed
        WHERE listed.partner_id = :words_of AND listed.word >= :word_6 AND listed.word < :word_6_end)
      ELSE EXISTS (SELECT 1 FROM registration_word AS own
        WHERE own.registration_id = {subject} AND own.partner_id = :words_of
          AND own.word >= :word_6 AND own.word < :word_6_end) END
