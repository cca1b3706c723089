#include "old.h"

int main() { return parse<int>("7") == 7 ? 0 : 1; }
