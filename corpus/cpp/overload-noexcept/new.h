#pragma once
int call(int (*callback)() noexcept);
