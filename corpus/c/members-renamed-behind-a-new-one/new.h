struct counts {
	int id;
	int sent;
	int lost;
};

struct counts *counts_get(void);
