#include "old.h"

int Account::balance() { return amount; }
