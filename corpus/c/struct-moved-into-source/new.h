struct account;

enum currency { CURRENCY_EUR, CURRENCY_USD };

struct account *account_open(enum currency currency);
