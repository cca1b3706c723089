#include "old.h"

span make(int last) { return span(0, last); }
