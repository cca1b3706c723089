struct account {
	int id;
	int balance;
};

enum currency { CURRENCY_EUR, CURRENCY_USD };

struct account *account_open(enum currency currency);
