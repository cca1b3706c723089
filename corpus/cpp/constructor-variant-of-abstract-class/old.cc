#include "old.h"

Base::Base() {}
Base::~Base() {}
