#pragma once
int answer(int question);
namespace lib {
int answer(int question) asm("_ZW3lib6answeri");
}
