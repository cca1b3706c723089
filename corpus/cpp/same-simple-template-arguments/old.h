// With simple template names clang leaves the reference of a function type out.
#define QUALIFIED int() const volatile
#include "template-arguments.h"
