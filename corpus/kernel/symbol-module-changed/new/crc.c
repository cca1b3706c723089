#include "export.h"
#include "new.h"

MODULE_INFO("license=GPL");
