#include "new.h"

span make_span(long first, long last) { return {first, last}; }
