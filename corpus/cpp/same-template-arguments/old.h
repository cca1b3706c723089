#define QUALIFIED int() const volatile &
#include "template-arguments.h"
