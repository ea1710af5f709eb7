-- Every word must begin a word of the registration; '' stands for no word.
AND (CAST(:word_1 AS TEXT) = '' OR EXISTS (SELECT 1 FROM registration_word AS word_1
      WHERE word_1.registration_id = {subject} AND word_1.partner_id = :words_of
        AND word_1.word >= :word_1 AND word_1.word < :word_1_end))
    AND (CAST(:word_2 AS TEXT) = '' OR EXISTS (SELECT 1 FROM registration_word AS word_2
      WHERE word_2.registration_id = {subject} AND word_2.partner_id = :words_of
        AND word_2.word >= :word_2 AND word_2.word < :word_2_end))
    AND (CAST(:word_3 AS TEXT) = '' OR EXISTS (SELECT 1 FROM registration_word AS word_3
      WHERE word_3.registration_id = {subject} AND word_3.partner_id = :words_of
        AND word_3.word >= :word_3 AND word_3.word < :word_3_end))
    AND (CAST(:word_4 AS TEXT) = '' OR EXISTS (SELECT 1 FROM registration_word AS word_4
      WHERE word_4.registration_id = {subject} AND word_4.partner_id = :words_of
        AND word_4.word >= :word_4 AND word_4.word < :word_4_end))
    AND (CAST(:word_5 AS TEXT) = '' OR EXISTS (SELECT 1 FROM registration_word AS word_5
      WHERE word_5.registration_id = {subject} AND word_5.partner_id = :words_of
        AND word_5.word >= :word_5 AND word_5.word < :word_5_end))
    AND (CAST(:word_6 AS TEXT) = '' OR EXISTS (SELECT 1 FROM registration_word AS word_6
      WHERE word_6.registration_id = {subject} AND word_6.partner_id = :words_of
        AND word_6.word >= :word_6 AND word_6.word < :word_6_end))
