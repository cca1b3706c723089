#include "new.h"

int task::both() { return first() * 10 + second(); }
