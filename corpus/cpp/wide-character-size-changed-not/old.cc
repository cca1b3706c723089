#include "old.h"

label *make_label() { return new label{'a', 'z'}; }
