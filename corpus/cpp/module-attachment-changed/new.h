#pragma once
// As a compiler makes it of `export module lib; export int answer(int question);`
int answer(int question) asm("_ZW3lib6answeri");
