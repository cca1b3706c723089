#include "old.h"

label *make_label() { return new label{L'a', L'z'}; }
