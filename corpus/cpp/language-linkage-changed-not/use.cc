#include "old.h"

int main() { return open_log(1) == 2 ? 0 : 1; }
