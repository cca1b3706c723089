#include "new.h"

int number_of(colour what) { return (int)what; }
