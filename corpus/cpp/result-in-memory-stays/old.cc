#include "old.h"

big make_big(long first) { return big(first); }
