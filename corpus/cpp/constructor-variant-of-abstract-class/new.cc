#include "new.h"

Base::Base() {}
Base::~Base() {}
