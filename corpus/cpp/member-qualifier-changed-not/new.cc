#include "new.h"

int Account::balance() { return amount; }
int Account::balance() const { return amount + 1; }
