:status_1, :status_2, :status_3, :status_4, :status_5, :status_6, :status_7, :status_8, :status_9
