#include "new.h"

int first_of(const holder &what) { return what.three.first() + what.nested.at[1].at[0] + what.large.at; }
