#include "new.h"

int Account::balance() const { return amount; }
