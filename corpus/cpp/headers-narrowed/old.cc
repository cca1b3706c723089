#include "old-headers/form.h"

int form::fill(int with) { return with; }
form::sheet::~sheet() {}
int form::sheet::width() const { return 1; }
