struct counts {
	int m_sent;
	int m_lost;
};

struct counts *counts_get(void);
